import { heading, paragraph, points, see, steps, type HelpPage } from "./blocks";

export const stores: HelpPage = {
  id: "stores",
  title: "Stores on the web",
  alsoKnownAs: [
    "BigCommerce",
    "WooCommerce",
    "REST",
    "consumer key",
    "API",
    "token",
    "store hash",
    "scope",
    "API account",
    "products",
    "orders",
  ],
  blocks: [
    paragraph(
      "A shop can be a store at BigCommerce. Backstock reads and writes it through the interface that BigCommerce publishes. It was built after these descriptions and was not tried on a live store: begin with a token that may only read, and look at the first backup.",
    ),
    steps(
      "In the store’s control panel, make an API account and give it read access to everything you want backed up.",
      "Click `Add a shop…` in the shop switcher, then `Connect the store…`.",
      "Paste the API path and the token that BigCommerce shows once.",
      "Click `Check the store`. Backstock says which content types this token may read, and what a restore can do with each. Nothing is written.",
      "Click `Add this shop` and make the first backup.",
    ),
    heading("A WooCommerce site"),
    paragraph(
      "If you can reach the database of a WooCommerce shop, connect that: it holds everything, at one moment. Where you cannot, choose `WooCommerce` as the platform, and give the address of the site, and the consumer key and secret that WooCommerce makes under Settings, Advanced, REST API. Products with their variations, categories, tags, attributes, coupons, customers and orders are backed up. Customers and orders are changed back and never made again; pictures are kept as addresses only.",
    ),
    heading("The token"),
    points(
      "Your computer’s own password store keeps it. It is not in the vault and not in a backup.",
      "A content type that the token may not read is named with the missing scope; everything else is backed up all the same.",
      "To restore, the API account needs modify access to what is restored. `Enter the token again…` in `Settings` takes another token.",
    ),
    heading("What a backup does"),
    points(
      "The first backup of every day reads everything. Further ones on the same day (from midnight UTC) read of products, customers and orders only what BigCommerce names as changed.",
      "BigCommerce does not name every change: the price of a variant, a picture or an address may be missing in a further backup of the same day, and is in the next day’s.",
      "What it takes, counted on a store made for tests: with 5,000 products, 20,000 customers and 30,000 orders, the day’s first backup makes about 1,820 calls, which is eight minutes on BigCommerce’s smallest plan; a further one, with one item in a hundred changed, makes less than a twentieth of that.",
      "A preview, a comparison with the shop as it is now and the safety backup before a restore always read everything they need from the store itself.",
      "A quarter of the calls that BigCommerce allows is left to the store’s other apps, so a large store takes its time.",
      "Pictures of products are kept with their bytes, so that they come back also when BigCommerce has deleted them. One that BigCommerce does not hand over during a backup is left out, and so is a group of settings that the store’s plan does not have: both are named in `Discovery` and in `Backup Vault`, with what no backup of a store has.",
      "Shipments, messages, taxes and payments come order by order only. They are read of orders that changed in the last thirty days and whenever an order says that they changed; of older orders the first backup of each day reads 200 more. Until then the type “Order details” says how many are still to be read. Beside the store as it is now, details that were read before count as unchanged unless the order says that they changed.",
    ),
    heading("What a restore does"),
    points(
      "What is there is changed back. What is gone is made again: BigCommerce gives it another number, and Backstock goes on with its history under the old one.",
      "What belonged to something that is made again, such as the products of a brand, is put to it again, also when you did not choose it. The preview says how many items that are.",
      "The store’s e-mails to customers are switched off while a restore writes, and put back afterwards, also after a crash.",
      "Products, customers and categories that only changed are put back ten at a time. When the store refuses such a list, they are sent one by one, and the one that is to blame is named.",
      "Stock, gift certificates, orders and settings are written only when you choose them by name.",
      "Other apps of the store hear of every change, as if you had made it yourself.",
    ),
    heading("What cannot come back"),
    points(
      "Passwords and stored cards of customers, payments, refunds and order numbers.",
      "How often a coupon or promotion was used, and shared addresses of wishlists.",
      "Channels that were deleted, certificates, files of the file manager, and themes: the files of your own themes are in the backup, to be uploaded in the control panel.",
    ),
    see("restore"),
    see("troubleshooting"),
  ],
};
