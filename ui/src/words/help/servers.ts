import { heading, paragraph, points, see, steps, type HelpPage } from "./blocks";

export const servers: HelpPage = {
  id: "servers",
  title: "Shops on a database server",
  alsoKnownAs: [
    "MariaDB",
    "MySQL",
    "PostgreSQL",
    "WooCommerce",
    "host",
    "port",
    "socket",
    "password",
    "TLS",
    "certificate",
    "encryption",
    "SSH",
    "tunnel",
    "fingerprint",
  ],
  blocks: [
    paragraph("A shop can be a database on a MariaDB, MySQL or PostgreSQL server, on this computer or elsewhere."),
    steps(
      "Click `Add a shop…` in the shop switcher, then `Connect…`.",
      "Type server, database, user and password. Your hosting company’s control panel shows them.",
      "Click `Check the connection`. Backstock says what answers, how much is there, and what this user may not do. Nothing is written.",
      "Click `Add this shop` and make the first backup.",
    ),
    heading("The password"),
    points(
      "Your computer’s own password store keeps it. It is not in the vault and not in a backup.",
      "Where the password store does not answer, Backstock remembers the password until you close it, and says so.",
      "`Enter the password again…` in `Settings` is for a password that was changed, or is not kept on this computer.",
    ),
    heading("Protection on the way"),
    points(
      "To a server elsewhere, everything is encrypted and the server’s certificate is looked at. A server that offers no encryption is not spoken to, unless you choose `Off`.",
      "A certificate that is not generally trusted can be chosen as a file under `More`.",
    ),
    heading("Through another computer (SSH)"),
    paragraph(
      "Many hosting companies let nobody reach a database from outside, but let you in by SSH. Choose `Through another computer (SSH)` under `More`.",
    ),
    points(
      "Type the computer, your SSH user and, where you have one, the file with your private key. A key with a passphrase has to be with your SSH agent; Backstock asks for no SSH password.",
      "Server and port are then as that computer knows them, often localhost.",
      "The first time, Backstock shows the fingerprint of the computer’s key. Go on only if your hosting company shows the same. It is kept with the shop; a computer that shows another key later is not spoken to.",
      "The program ssh of this computer does the work, with your own settings, and ends with the connection.",
    ),
    heading("When it does not work"),
    points(
      "No server answers: many hosting companies let nobody in from outside until you name your address in their control panel.",
      "The server does not let the user in: a user often may come from certain computers only.",
      "The server does not answer: something took the connection and said nothing. Backstock gives up by itself and tries again where it can.",
      "The user may not write: the shop can be backed up, and nothing can be restored. Backstock names the missing rights.",
    ),
    heading("A shop that was moved"),
    paragraph(
      "`Change the connection…` in `Settings` goes on with the shop at its new place. Backstock asks first and names both places; all backups stay.",
    ),
    see("sqlite"),
    see("troubleshooting"),
  ],
};
