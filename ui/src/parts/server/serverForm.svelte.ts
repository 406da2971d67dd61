/**
 * The place of a database server while it is typed, and what a look at it found.
 *
 * A look is of what was typed then: whatever changes afterwards, it has to be taken again. What does not go is said at the field
 * that it is about, where there is one.
 */

import type {
  Chosen,
  Doors,
  Failure,
  FailureCode,
  ServerEncryption,
  ServerEntry,
  ServerFound,
  ServerKind,
  ServerPlace,
  SshEntry,
} from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { words } from "../../words";

/** A field that something can be the matter with. */
export type FieldName =
  "host" | "port" | "database" | "user" | "password" | "protection" | "sshHost" | "sshPort" | "sshUser" | "sshKey";

export type Look =
  | { kind: "none" }
  | { kind: "looking" }
  | { kind: "found"; found: ServerFound }
  | { kind: "failure"; failure: Failure };

const USUAL_PORTS: Readonly<Record<ServerKind, string>> = { mysql: "3306", postgres: "5432" };

const FIELD_OF: Readonly<Partial<Record<FailureCode, FieldName>>> = {
  shop_server_missing: "host",
  shop_not_let_in: "password",
  shop_no_such_database: "database",
  shop_not_protected: "protection",
  shop_asks_for_protection: "protection",
  shop_silent: "host",
  ssh_host_changed: "sshHost",
  ssh_host_unknown: "sshHost",
  ssh_missing: "sshHost",
  ssh_no_forwarding: "sshHost",
  ssh_unreachable: "sshHost",
  ssh_not_let_in: "sshKey",
  ssh_key_unusable: "sshKey",
};

const said = words.firstRun.connect.server;

export class ServerForm {
  kind = $state<ServerKind>("mysql");
  host = $state("");
  port = $state("");
  socket = $state.raw<Chosen | null>(null);
  database = $state("");
  user = $state("");
  password = $state("");
  encryption = $state<ServerEncryption>("usual");
  certificate = $state.raw<Chosen | null>(null);
  /** Whether another computer is gone through, and which. */
  hasSsh = $state(false);
  sshHost = $state("");
  sshPort = $state("");
  sshUser = $state("");
  sshKey = $state.raw<Chosen | null>(null);
  /** Whether the fields that most owners never need are in view. */
  hasMore = $state(false);
  problems = $state.raw<Readonly<Partial<Record<FieldName, string>>>>({});
  look = $state.raw<Look>({ kind: "none" });
  /** Whether the shop is known already, so that it stays of its kind. */
  readonly isKnown: boolean;
  #turn = 0;

  constructor(known: ServerPlace | null = null) {
    this.isKnown = known !== null;
    if (known !== null) {
      this.kind = known.kind;
      this.host = known.host;
      this.port = known.port?.toString() ?? "";
      this.socket = known.socket;
      this.database = known.database;
      this.user = known.user;
      this.encryption = known.encryption;
      this.certificate = known.certificate;
      this.hasSsh = known.ssh !== null;
      this.sshHost = known.ssh?.host ?? "";
      this.sshPort = known.ssh?.port?.toString() ?? "";
      this.sshUser = known.ssh?.user ?? "";
      this.sshKey = known.ssh?.key ?? null;
      this.hasMore = this.hasSsh || known.socket !== null || known.encryption !== "usual" || known.certificate !== null;
    }
  }

  get usualPort(): string {
    return USUAL_PORTS[this.kind];
  }

  /** What was found where the fields lead now. */
  get found(): ServerFound | null {
    return this.look.kind === "found" ? this.look.found : null;
  }

  /** Why the look did not succeed, when no field says it. */
  get failure(): Failure | null {
    return this.look.kind === "failure" && FIELD_OF[this.look.failure.code] === undefined ? this.look.failure : null;
  }

  /** Something was typed or chosen: what was found, or was the matter, is of before. */
  readonly changed = (): void => {
    this.#turn += 1;
    this.look = { kind: "none" };
    this.problems = {};
  };

  async chooseSocket(): Promise<void> {
    const { chosen } = await call("pick", { purpose: "server_socket" });
    if (chosen) {
      this.socket = chosen;
      this.changed();
    }
  }

  async chooseCertificate(): Promise<void> {
    const { chosen } = await call("pick", { purpose: "server_certificate" });
    if (chosen) {
      this.certificate = chosen;
      this.changed();
    }
  }

  async chooseSshKey(): Promise<void> {
    const { chosen } = await call("pick", { purpose: "ssh_key" });
    if (chosen) {
      this.sshKey = chosen;
      this.changed();
    }
  }

  /** Looks whether the server answers. Answers whether it did. */
  async check(): Promise<boolean> {
    const server = this.entry();
    if (server === null) {
      return false;
    }
    this.changed();
    const turn = this.#turn;
    this.look = { kind: "looking" };
    try {
      const found = await call("check_server_shop", { server });
      if (turn === this.#turn) {
        this.look = { kind: "found", found };
      }
    } catch (thrown) {
      if (turn === this.#turn) {
        this.refuse(failureOf(thrown));
      }
    }
    return this.look.kind === "found";
  }

  /** Says why a server was not taken, at its field. */
  refuse(failure: Failure): void {
    this.look = { kind: "failure", failure };
    const field = FIELD_OF[failure.code];
    if (field !== undefined) {
      this.problems = { [field]: `${failure.message} ${failure.hint}` };
      // With a socket there is no host in view.
      this.hasMore ||= field === "protection" || field.startsWith("ssh") || this.socket !== null;
    }
  }

  /** What was typed, when nothing is missing; says what is at its field otherwise. */
  entry(): Doors["check_server_shop"]["ask"]["server"] | null {
    const problems: Partial<Record<FieldName, string>> = {};
    const port = portOf(this.port);
    if (this.socket === null && this.host.trim() === "") {
      problems.host = said.hostEmpty;
    }
    if (!isPort(port)) {
      problems.port = said.portWrong;
    }
    if (this.database.trim() === "") {
      problems.database = said.databaseEmpty;
    }
    if (this.user.trim() === "") {
      problems.user = said.userEmpty;
    }
    if (this.password === "") {
      problems.password = said.passwordEmpty;
    }
    const ssh = this.#ssh(problems);
    this.problems = problems;
    this.hasMore ||= Object.keys(problems).some((field) => field.startsWith("ssh"));
    if (Object.keys(problems).length > 0) {
      return null;
    }
    const entry: ServerEntry = {
      kind: this.kind,
      host: this.host.trim(),
      port: this.socket === null ? port : null,
      socket: this.socket?.handle ?? null,
      database: this.database.trim(),
      user: this.user.trim(),
      password: this.password,
      encryption: this.encryption,
      certificate: this.certificate?.handle ?? null,
      ssh,
    };
    return entry;
  }

  /** The computer that is gone through, as it was typed. */
  #ssh(problems: Partial<Record<FieldName, string>>): SshEntry | null {
    if (!this.hasSsh) {
      return null;
    }
    const port = portOf(this.sshPort);
    if (this.sshHost.trim() === "") {
      problems.sshHost = said.ssh.hostEmpty;
    }
    if (!isPort(port)) {
      problems.sshPort = said.portWrong;
    }
    if (this.sshUser.trim() === "") {
      problems.sshUser = said.userEmpty;
    }
    return { host: this.sshHost.trim(), port, user: this.sshUser.trim(), key: this.sshKey?.handle ?? null };
  }
}

const portOf = (typed: string): number | null => (typed.trim() === "" ? null : Number(typed));
const isPort = (port: number | null): boolean => port === null || (Number.isInteger(port) && port > 0 && port < 65_536);
