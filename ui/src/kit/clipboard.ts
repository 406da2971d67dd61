/**
 * Putting a text on the clipboard that has to be fetched first.
 *
 * WebKit only allows it inside the press itself, so the press hands over the promise; engines that do not know that get
 * the text when it is there, and the oldest way is the last resort.
 */

/** Copies a text that is on its way. Rejects with the fetch's own error, or when no way of copying is allowed. */
export async function copyText(text: Promise<string>): Promise<void> {
  // Awaited on every path below; without this a failing fetch would also be reported as unhandled.
  text.catch(() => undefined);
  const board = navigator.clipboard as Clipboard | undefined;
  if (board !== undefined && typeof board.write === "function" && typeof ClipboardItem === "function") {
    try {
      const plain = text.then((written) => new Blob([written], { type: "text/plain" }));
      plain.catch(() => undefined);
      await board.write([new ClipboardItem({ "text/plain": plain })]);
      return;
    } catch {
      await text;
    }
  }
  const written = await text;
  if (board !== undefined) {
    try {
      await board.writeText(written);
      return;
    } catch {
      // The engine wants it the old way.
    }
  }
  copyBySelection(written);
}

function copyBySelection(text: string): void {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "spoken";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) {
    throw new Error("copying is not allowed");
  }
}
