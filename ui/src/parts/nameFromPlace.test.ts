import { expect, test } from "vitest";

import { nameFromPlace } from "./nameFromPlace";

test.each([
  ["/srv/shops/harbour_tea.sqlite3", "harbour tea"],
  ["/media/old_shop.sql.gz", "old shop"],
  ["C:\\Backups\\tea-2026.backstock.zip", "tea 2026"],
  ["/media/tea.v2.zip", "tea.v2"],
  ["bakery", "bakery"],
])("%s is called %s", (place, name) => expect(nameFromPlace(place)).toBe(name));
