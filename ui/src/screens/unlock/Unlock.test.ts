// The unlock prompt, with doors whose answers are told.

import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { FailureCode } from "../../contract/contract";
import { openDesk } from "../../testing/opened";
import { doors } from "../../testing/toldDoors";
import { words } from "../../words";
import Unlock from "./Unlock.svelte";

// T1: whatever the password store answered, the owner may ask it again.
test.each<FailureCode>(["keyring_empty", "keyring_locked", "keyring_none", "keyring_refused"])(
  "after %s the password store can be asked again",
  async (code) => {
    const failure = { code, message: "The password store did not answer.", hint: "Unlock it." };
    const locked = { ...openDesk, vault: { kind: "locked" as const, has_passphrase: true, failure } };
    doors.begin({ unlock_vault: () => failure, open_desk: () => locked });
    render(Unlock, { state: locked, hasPassphrase: true, failure, oncreate: () => {} });
    await userEvent.setup().click(screen.getByRole("button", { name: words.common.buttons.tryAgain }));
    expect(doors.to("unlock_vault")).toEqual([{ with: { kind: "keyring" }, remember: false }]);
  },
);
