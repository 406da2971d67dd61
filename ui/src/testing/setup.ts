// jsdom has no modal dialogs, no popovers and no layout. What tests need of them is filled in here; nothing of it is in the product.

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

const element = HTMLElement.prototype;

if (typeof element.showPopover !== "function") {
  element.showPopover = function showPopover(this: HTMLElement): void {
    this.dataset["shown"] = "";
  };
  element.hidePopover = function hidePopover(this: HTMLElement): void {
    delete this.dataset["shown"];
  };
}

globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
