/** What is set about e-mail, while it is typed; and the test message. */

import type {
  Failure,
  FailureCode,
  MailProtection,
  MailServerEntry,
  MailSettings,
  MailTested,
} from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { words } from "../../words";

const said = words.mail.settings;

export type MailField = "owner" | "host" | "port" | "from" | "password";

const USUAL_PORTS: Readonly<Record<MailProtection, string>> = { starttls: "587", tls: "465", none: "25" };

const FIELD_OF: Readonly<Partial<Record<FailureCode, MailField>>> = {
  mail_host_empty: "host",
  mail_password_missing: "password",
};

export class MailForm {
  owner = $state("");
  host = $state("");
  port = $state("");
  protection = $state<MailProtection>("starttls");
  user = $state("");
  password = $state("");
  from = $state("");
  /** What is kept, once it is known. */
  kept = $state.raw<MailSettings | null>(null);
  missing = $state.raw<Failure | null>(null);
  problems = $state.raw<Readonly<Partial<Record<MailField, string>>>>({});
  failure = $state.raw<Failure | null>(null);
  busy = $state<"saving" | "testing" | null>(null);
  isSaved = $state(false);
  tested = $state.raw<MailTested | null>(null);
  /** Whether something was typed since it was saved. */
  isChanged = $state(false);

  readonly load = async (): Promise<void> => {
    this.missing = null;
    try {
      this.#take(await call("mail_settings", {}));
    } catch (thrown) {
      this.missing = failureOf(thrown);
    }
  };

  get usualPort(): string {
    return USUAL_PORTS[this.protection];
  }

  /** Why no test message can be sent. */
  get testReason(): string | null {
    if (this.kept?.owner == null || this.kept.server === null) {
      return said.testReason;
    }
    return this.isChanged ? said.testUnsaved : null;
  }

  readonly changed = (): void => {
    this.isChanged = true;
    this.isSaved = false;
    this.tested = null;
    this.problems = {};
    this.failure = null;
  };

  /** Puts back what is kept. */
  discard(): void {
    if (this.kept !== null) {
      this.#take(this.kept);
    }
  }

  async save(): Promise<void> {
    const server = this.#entry();
    if (server === "wrong" || this.busy !== null) {
      return;
    }
    await this.#keep(server, this.password === "" ? null : this.password);
  }

  /** Forgets the mail server and its password; the owner's address stays. */
  async forget(): Promise<void> {
    if (this.busy === null) {
      await this.#keep(null, null);
    }
  }

  async test(): Promise<void> {
    const to = this.kept?.owner;
    if (to == null || this.busy !== null) {
      return;
    }
    this.busy = "testing";
    this.failure = null;
    this.tested = null;
    try {
      this.tested = await call("test_mail", { to });
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
    this.busy = null;
  }

  async #keep(server: MailServerEntry | null, password: string | null): Promise<void> {
    const owner = this.owner.trim() === "" ? null : this.owner;
    this.busy = "saving";
    this.failure = null;
    try {
      // Each address is asked about at its field first, so that it is clear which one is meant.
      const known = await this.#addresses(owner, server);
      if (known) {
        this.#take(await call("set_mail", { owner, server, password }));
        this.isSaved = true;
      }
    } catch (thrown) {
      const failure = failureOf(thrown);
      const field = FIELD_OF[failure.code];
      if (field === undefined) {
        this.failure = failure;
      } else {
        this.problems = { [field]: `${failure.message} ${failure.hint}` };
      }
    }
    this.busy = null;
  }

  async #addresses(owner: string | null, server: MailServerEntry | null): Promise<boolean> {
    const typed: [MailField, string][] = [];
    if (owner !== null) {
      typed.push(["owner", owner]);
    }
    if (server !== null) {
      typed.push(["from", server.from]);
    }
    for (const [field, address] of typed) {
      try {
        await call("check_address", { address, among: [] });
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.code !== "address_wrong") {
          throw thrown;
        }
        this.problems = { [field]: `${failure.message} ${failure.hint}` };
        return false;
      }
    }
    return true;
  }

  /** The server as it was typed; nothing when none was. */
  #entry(): MailServerEntry | null | "wrong" {
    const [host, user, typedPort] = [this.host.trim(), this.user.trim(), this.port.trim()];
    if (host === "" && user === "" && typedPort === "" && this.password === "") {
      return null;
    }
    const port = typedPort === "" ? null : Number(typedPort);
    const problems: Partial<Record<MailField, string>> = {};
    if (host === "") {
      problems.host = said.hostEmpty;
    }
    if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
      problems.port = said.portWrong;
    }
    this.problems = problems;
    if (Object.keys(problems).length > 0) {
      return "wrong";
    }
    const from = this.from.trim() === "" ? this.owner : this.from;
    return { host, port, protection: this.protection, user: user === "" ? null : user, from };
  }

  #take(kept: MailSettings): void {
    this.kept = kept;
    this.owner = kept.owner ?? "";
    this.host = kept.server?.host ?? "";
    this.port = kept.server?.port?.toString() ?? "";
    this.protection = kept.server?.protection ?? "starttls";
    this.user = kept.server?.user ?? "";
    this.from = kept.server?.from ?? "";
    this.password = "";
    this.isChanged = false;
  }
}
