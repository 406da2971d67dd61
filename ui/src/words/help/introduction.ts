import { heading, paragraph, points, see, type HelpPage } from "./blocks";

export const introduction: HelpPage = {
  id: "introduction",
  title: "Introduction",
  alsoKnownAs: ["start", "overview", "about", "what is", "requirements", "content types", "supported data"],
  blocks: [
    paragraph(
      "Backstock keeps every past version of your shop’s data on your own computer. It shows what changed, and puts things back when something went wrong. There is no account and no server of ours: your data stays with you.",
    ),
    heading("Who this help is for"),
    paragraph("You run an online shop and want to:"),
    points(
      "keep a copy of the shop’s data before and after important changes,",
      "look at earlier versions of a product, a customer, a page or anything else,",
      "put one item back to an earlier version,",
      "see what was restored, when, and with what result.",
    ),
    heading("Before you begin"),
    points(
      "Backstock is installed on this computer and can reach the shop’s data.",
      "You can open your vault on this computer, and your recovery key lies in a safe place.",
      "At least one backup exists. Comparing and restoring need one, and history starts at the first backup.",
      "You know roughly what changed and when.",
    ),
    heading("Main areas of the app"),
    points(
      "`Discovery`: the first page after unlocking. It says whether your shop is protected and what to do next.",
      "`Backup Vault`: backups, items, versions, comparing and restoring.",
      "`Export`: your shop’s data as files for other programs.",
      "`Storage`: how much room the vault takes, and how many backups to keep.",
      "`Knowledge Base`: this help.",
      "`Settings`: the shop’s connection, your keys, the look of the window.",
    ),
    paragraph("There are no plans and no prices. The size of your vault is shown in `Storage`."),
    heading("Supported data"),
    paragraph("Which content types you see depends on your shop. Backstock knows these:"),
    points(
      "Products, brands, categories, price lists, locations",
      "Customers, customer attributes, customer groups, customer wishlists",
      "Orders, promotions, banners, coupons, gift certificates",
      "Blogs, pages, widgets, widget templates, themes, e-mail templates, Script Manager data",
      "Channels, sites, store settings",
    ),
    paragraph(
      "Anything else in the shop’s database is backed up too and appears under `Other tables`. A content type that cannot be read is not hidden: `Item Storage` names it and says why.",
    ),
    heading("Which shops"),
    paragraph(
      "Backstock connects to shops whose data is a database on a MariaDB, MySQL or PostgreSQL server, or an SQLite database file, and to stores on the web.",
    ),
    see("servers"),
    see("stores"),
    see("open"),
    see("practice"),
    see("limits"),
  ],
};
