/** A file that came by itself and is to be added to the list of backup files: the list asks for its name as soon as it is shown. */

import type { Chosen } from "../contract/contract";
import { vaultMemory } from "./vaultMemory";

class ArrivedFile {
  file = $state.raw<Chosen | null>(null);

  /** The file, once. */
  take(): Chosen | null {
    const file = this.file;
    this.file = null;
    return file;
  }
}

export const arrivedFile = new ArrivedFile();
vaultMemory.add(() => void arrivedFile.take());
