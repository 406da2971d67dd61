/** A first guess at a shop's name from its file: `/srv/shops/harbour_tea.sqlite3` → `harbour tea`. */
export function nameFromPlace(place: string): string {
  const file = place.split(/[\\/]/).at(-1) ?? "";
  return file
    .replace(/\.[A-Za-z0-9]{1,8}$/, "")
    .replace(/[_-]+/g, " ")
    .trim();
}
