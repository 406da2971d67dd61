// A running job on the page it belongs to.

import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { JobKind, JobNews } from "../contract/contract";
import { words } from "../words";
import RunningJob from "./RunningJob.svelte";

const news = (kind: JobKind): JobNews => ({
  job: 1,
  shop: "Harbour Tea",
  kind,
  started: "2026-11-20T08:00:00Z",
  state: { kind: "running", phase: "reading", type_label: null, done: 1, total: 3, failed: 0, stopping: false },
});

// S2.2.9
test.each(["backup", "restore", "undo"] as const)("while a %s runs, the shop should be left in peace", (kind) => {
  render(RunningJob, { news: news(kind) });
  expect(screen.getByText(words.vault.backUp.notice)).toBeTruthy();
});

test.each(["verify", "prune", "backup_file", "read_file", "export"] as const)("a %s minds no changes", (kind) => {
  render(RunningJob, { news: news(kind) });
  expect(screen.queryByText(words.vault.backUp.notice)).toBeNull();
});
