/** The place of a database server while it is typed, and the computer that is gone through. */

import type {
  Chosen,
  FailureCode,
  ServerEncryption,
  ServerEntry,
  ServerFound,
  ServerKind,
  ServerPlace,
  SshEntry,
} from "../../contract/contract";
import { call } from "../../ipc";
import { words } from "../../words";
import { ShopLook } from "../shopLook.svelte";

/** A field that something can be the matter with. */
export type FieldName =
  | "host"
  | "port"
  | "database"
  | "prefix"
  | "user"
  | "password"
  | "protection"
  | "sshHost"
  | "sshPort"
  | "sshUser"
  | "sshKey";

const USUAL_PORTS: Readonly<Record<ServerKind, string>> = { mysql: "3306", postgres: "5432" };

const FIELD_OF: Readonly<Partial<Record<FailureCode, FieldName>>> = {
  shop_server_missing: "host",
  shop_not_let_in: "password",
  shop_no_such_database: "database",
  no_such_installation: "prefix",
  several_installations: "prefix",
  shop_certificate_changed: "protection",
  shop_certificate_unknown: "protection",
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

export class ServerForm extends ShopLook<FieldName, ServerEntry, ServerFound> {
  kind = $state<ServerKind>("mysql");
  host = $state("");
  port = $state("");
  socket = $state.raw<Chosen | null>(null);
  database = $state("");
  /** What the names of the shop's tables begin with, once it was said which of several shops in the database it is. */
  prefix = $state<string | null>(null);
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
  /** Whether the shop is known already, so that it stays of its kind. */
  readonly isKnown: boolean;

  constructor(known: ServerPlace | null = null) {
    super(FIELD_OF, (server) => call("check_server_shop", { server }));
    this.isKnown = known !== null;
    if (known !== null) {
      this.kind = known.kind;
      this.host = known.host;
      this.port = known.port?.toString() ?? "";
      this.socket = known.socket;
      this.database = known.database;
      this.prefix = known.prefix;
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

  /** Says which of the shops in the database it is, and looks at that one. */
  async choose(prefix: string): Promise<void> {
    this.prefix = prefix;
    await this.check();
  }

  /** Another database may have none that begins so. */
  readonly changedDatabase = (): void => {
    this.prefix = null;
    this.changed();
  };

  /** Whether it is known which of the shops in the database it is. */
  get knowsWhich(): boolean {
    const installations = this.found?.installations ?? [];
    return installations.length <= 1 || installations.some(({ prefix }) => prefix === this.prefix);
  }

  /** Whether it has to be said yet which of several shops it is; says so at its field. */
  lacksChoice(): boolean {
    if (!this.knowsWhich) {
      this.problems = { prefix: said.installationEmpty };
    }
    return !this.knowsWhich;
  }

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

  protected override reveal(field: FieldName): void {
    // With a socket there is no host in view.
    this.hasMore ||= field === "protection" || field.startsWith("ssh") || this.socket !== null;
  }

  override entry(): ServerEntry | null {
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
    return {
      kind: this.kind,
      host: this.host.trim(),
      port: this.socket === null ? port : null,
      socket: this.socket?.handle ?? null,
      database: this.database.trim(),
      prefix: this.prefix,
      user: this.user.trim(),
      password: this.password,
      encryption: this.encryption,
      certificate: this.certificate?.handle ?? null,
      ssh,
    };
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
