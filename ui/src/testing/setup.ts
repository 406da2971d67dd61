// jsdom has no modal dialogs and no layout. What tests need of them is filled in here; nothing of it is in the product.

const dialog = HTMLDialogElement.prototype;

if (typeof dialog.showModal !== "function") {
  dialog.showModal = function showModal(this: HTMLDialogElement): void {
    this.setAttribute("open", "");
  };
  dialog.close = function close(this: HTMLDialogElement): void {
    if (this.hasAttribute("open")) {
      this.removeAttribute("open");
      this.dispatchEvent(new Event("close"));
    }
  };
}

globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
