//! The engine's stories, against a fake shop and against real SQLite files.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on is a failed one")]

#[path = "engine/acting.rs"]
mod acting;
#[path = "engine/alarms.rs"]
mod alarms;
#[path = "engine/altering.rs"]
mod altering;
#[path = "engine/archiving.rs"]
mod archiving;
#[path = "engine/backing_up.rs"]
mod backing_up;
#[path = "engine/brushing.rs"]
mod brushing;
#[path = "engine/comparing.rs"]
mod comparing;
#[path = "engine/copying.rs"]
mod copying;
#[path = "engine/copying_again.rs"]
mod copying_again;
#[path = "engine/copying_dumps.rs"]
mod copying_dumps;
#[path = "engine/crashing.rs"]
mod crashing;
#[path = "engine/cutting.rs"]
mod cutting;
#[path = "engine/damaged.rs"]
mod damaged;
#[path = "engine/deciding.rs"]
mod deciding;
#[path = "engine/diagnosing.rs"]
mod diagnosing;
#[path = "engine/differing.rs"]
mod differing;
#[path = "engine/drifting.rs"]
mod drifting;
#[path = "engine/exporting.rs"]
mod exporting;
#[path = "engine/failures.rs"]
mod failures;
#[path = "engine/files_into_servers.rs"]
mod files_into_servers;
#[path = "engine/following.rs"]
mod following;
#[path = "engine/forbidden.rs"]
mod forbidden;
#[path = "engine/guiding.rs"]
mod guiding;
#[path = "engine/held_up.rs"]
mod held_up;
#[path = "engine/importing.rs"]
mod importing;
#[path = "engine/inheriting.rs"]
mod inheriting;
#[path = "engine/installations.rs"]
mod installations;
#[path = "engine/keeping.rs"]
mod keeping;
#[path = "engine/listing_files.rs"]
mod listing_files;
#[path = "engine/looking_back.rs"]
mod looking_back;
#[path = "engine/moving.rs"]
mod moving;
#[path = "engine/order_lines.rs"]
mod order_lines;
#[path = "engine/orphans.rs"]
mod orphans;
#[path = "engine/outbox.rs"]
mod outbox;
#[path = "engine/pairing_files.rs"]
mod pairing_files;
#[path = "engine/parts.rs"]
mod parts;
#[path = "engine/planning.rs"]
mod planning;
#[path = "engine/platforms.rs"]
mod platforms;
#[path = "engine/practice_shop.rs"]
mod practice_shop;
#[path = "engine/protecting.rs"]
mod protecting;
#[path = "engine/random.rs"]
mod random;
#[path = "engine/reaching.rs"]
mod reaching;
#[path = "engine/reading_exports.rs"]
mod reading_exports;
#[path = "engine/referring.rs"]
mod referring;
#[path = "engine/replaced.rs"]
mod replaced;
#[path = "engine/restoring.rs"]
mod restoring;
#[path = "engine/retrying.rs"]
mod retrying;
#[path = "engine/reverting.rs"]
mod reverting;
#[path = "engine/round_trips.rs"]
mod round_trips;
#[path = "engine/scheduling.rs"]
mod scheduling;
#[path = "engine/selling.rs"]
mod selling;
#[path = "engine/served.rs"]
mod served;
#[path = "engine/sqlite_files.rs"]
mod sqlite_files;
#[path = "engine/stage.rs"]
mod stage;
#[path = "engine/store.rs"]
mod store;
#[path = "engine/store_bulk.rs"]
mod store_bulk;
#[path = "engine/store_chance.rs"]
mod store_chance;
#[path = "engine/store_chaos.rs"]
mod store_chaos;
#[path = "engine/store_counting.rs"]
mod store_counting;
#[path = "engine/store_doubt.rs"]
mod store_doubt;
#[path = "engine/store_fields.rs"]
mod store_fields;
#[path = "engine/store_in_part.rs"]
mod store_in_part;
#[path = "engine/store_left_out.rs"]
mod store_left_out;
#[path = "engine/store_pointing.rs"]
mod store_pointing;
#[path = "engine/store_reverting.rs"]
mod store_reverting;
#[path = "engine/store_rounds.rs"]
mod store_rounds;
#[path = "engine/store_rows.rs"]
mod store_rows;
#[path = "engine/store_second.rs"]
mod store_second;
#[path = "engine/store_sheets.rs"]
mod store_sheets;
#[path = "engine/store_stage.rs"]
mod store_stage;
#[path = "engine/store_themes.rs"]
mod store_themes;
#[path = "engine/store_tiers.rs"]
mod store_tiers;
#[path = "engine/store_trouble.rs"]
mod store_trouble;
#[path = "engine/store_truth.rs"]
mod store_truth;
#[path = "engine/undoing.rs"]
mod undoing;
#[path = "engine/view_only.rs"]
mod view_only;
#[path = "engine/watching.rs"]
mod watching;
#[path = "engine/woo_site.rs"]
mod woo_site;
