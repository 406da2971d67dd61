import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { openDialogs } from "./openDialogs.svelte";
import { Router } from "./router.svelte";

let stop: () => void = () => {};

beforeEach(() => history.replaceState(null, "", "#/one"));
afterEach(() => stop());

function router(): Router<string> {
  const made = new Router((hash) => hash.replace(/^#\//, ""));
  stop = made.begin();
  return made;
}

test("shows the page of the address and follows it", async () => {
  const made = router();
  expect(made.route).toBe("one");
  made.go("#/two");
  await vi.waitFor(() => expect(made.route).toBe("two"));
  expect(made.arrived).toBe("opened");
});

test("knows when a page was gone back to", async () => {
  const made = router();
  made.go("#/two");
  await vi.waitFor(() => expect(made.route).toBe("two"));
  made.back();
  await vi.waitFor(() => expect(made.route).toBe("one"));
  expect(made.arrived).toBe("back");
});

test("a page that is gone to from outside lies behind no dialog, and one that must be seen through stays", async () => {
  const made = router();
  const close = vi.fn();
  let isHeld = true;
  const remove = openDialogs.add({ id: "dialog", isHeld: () => isHeld, close });
  location.hash = "#/two";
  await vi.waitFor(() => expect(made.route).toBe("two"));
  expect(close).not.toHaveBeenCalled();
  isHeld = false;
  made.go("#/three");
  await vi.waitFor(() => expect(made.route).toBe("three"));
  expect(close).not.toHaveBeenCalled();
  location.hash = "#/four";
  await vi.waitFor(() => expect(made.route).toBe("four"));
  expect(close).toHaveBeenCalledOnce();
  remove();
});

test("a press on a link leads on and is no going back", async () => {
  const made = router();
  const link = document.createElement("a");
  link.href = "#/three";
  const inside = document.createElement("b");
  link.append(inside);
  document.body.append(link);
  inside.click();
  link.remove();
  await vi.waitFor(() => expect(made.route).toBe("three"));
  expect(made.arrived).toBe("opened");
});

test("a page that keeps what is not saved is not left, and the one before it is still there afterwards", async () => {
  const made = router();
  made.go("#/two");
  await vi.waitFor(() => expect(made.route).toBe("two"));
  const refused = vi.fn(() => false);
  made.keeper = refused;
  made.back();
  await vi.waitFor(() => expect(refused).toHaveBeenCalledWith("#/one"));
  await vi.waitFor(() => expect(location.hash).toBe("#/two"));
  made.go("#/three");
  await vi.waitFor(() => expect(refused).toHaveBeenCalledWith("#/three"));
  await vi.waitFor(() => expect(location.hash).toBe("#/two"));
  expect(made.route).toBe("two");
  made.keeper = null;
  made.back();
  await vi.waitFor(() => expect(made.route).toBe("one"));
});

test("a replaced page is not come back to", async () => {
  const made = router();
  made.go("#/two");
  await vi.waitFor(() => expect(made.route).toBe("two"));
  made.replace("#/three");
  expect(made.route).toBe("three");
  made.back();
  await vi.waitFor(() => expect(made.route).toBe("one"));
});
