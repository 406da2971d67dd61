/** The keys that work on every page. */

export type Shortcut = "back_up" | "find" | "settings" | "back" | "again" | "sheet";

/** What a key press asks for; nothing while a dialog is open or, for single keys, while something is being typed. */
export function shortcutOf(event: KeyboardEvent, dialogOpen: boolean): Shortcut | null {
  if (dialogOpen || event.defaultPrevented || event.isComposing) {
    return null;
  }
  const withControl = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (withControl) {
    switch (event.key.toLowerCase()) {
      case "b":
        return "back_up";
      case "f":
        return "find";
      case ",":
        return "settings";
      default:
        return null;
    }
  }
  if (event.altKey && event.key === "ArrowLeft" && !event.ctrlKey && !event.metaKey) {
    return "back";
  }
  if (event.key === "F5" && !event.altKey && !event.ctrlKey && !event.metaKey) {
    return "again";
  }
  if (event.key === "?" && !event.altKey && !event.ctrlKey && !event.metaKey && !isTyping(event.target)) {
    return "sheet";
  }
  return null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}
