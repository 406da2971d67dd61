/** How the window looks, as the owner chose it: colours and row height. Kept by the browser engine, not in the vault. */

export type Theme = "system" | "light" | "dark";
export type Density = "comfortable" | "compact";

const KEPT_AS = "backstock.look";
const USUAL_TEXT_PX = 16;
const COMFORTABLE_ROW_PX = 40;
const COMPACT_ROW_PX = 32;

class Look {
  theme = $state<Theme>("system");
  density = $state<Density>("comfortable");

  #textScale = 1;
  #dress: (theme: "light" | "dark" | null) => void = () => undefined;

  /** Height of a list row in whole CSS pixels, at the text size the owner set; the same as `--row`. */
  get rowHeight(): number {
    return Math.round((this.density === "compact" ? COMPACT_ROW_PX : COMFORTABLE_ROW_PX) * this.#textScale);
  }

  /** Reads what was chosen before and puts it on the page; `dress` does the same to what is around the page. */
  begin(dress?: (theme: "light" | "dark" | null) => void): void {
    this.#dress = dress ?? this.#dress;
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}");
      if (typeof kept === "object" && kept !== null) {
        const { theme, density } = kept as Record<string, unknown>;
        this.theme = theme === "light" || theme === "dark" ? theme : "system";
        this.density = density === "compact" ? "compact" : "comfortable";
      }
    } catch {
      // Unreadable or forbidden storage: the computer's own looks are a fine answer.
    }
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#textScale = size > 0 ? size / USUAL_TEXT_PX : 1;
    this.#show();
  }

  choose(choice: { theme?: Theme; density?: Density }): void {
    this.theme = choice.theme ?? this.theme;
    this.density = choice.density ?? this.density;
    this.#show();
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify({ theme: this.theme, density: this.density }));
    } catch {
      // The choice holds until the window closes.
    }
  }

  #show(): void {
    const root = document.documentElement;
    if (this.theme === "system") {
      delete root.dataset["theme"];
    } else {
      root.dataset["theme"] = this.theme;
    }
    root.dataset["density"] = this.density;
    this.#dress(this.theme === "system" ? null : this.theme);
  }
}

export const look = new Look();
