/** The ending of a file; of one that is packed, both. */
const ENDING = /(?:\.(?:sql|csv|tar|backstock|sqlite3?|db)\.(?:gz|zst|bz2|xz|zip)|\.[a-z0-9]{1,8})$/i;

/** A first guess at a name from a file: `/srv/shops/harbour_tea.sqlite3` → `harbour tea`, `old_shop.sql.gz` → `old shop`. */
export function nameFromPlace(place: string): string {
  const file = place.split(/[\\/]/).at(-1) ?? "";
  return file.replace(ENDING, "").replace(/[_-]+/g, " ").trim();
}
