// The strip over the demo: its clock, and starting over.

import { expect, test } from "./fixture";

const SLOW = { timeout: 20_000 };

test("the demo starts over only after it was asked, and its clock shows the present again", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Explore with demo data" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Metrics" })).toBeVisible(SLOW);
  const strip = page.getByRole("complementary", { name: "Demo data" });
  const clock = strip.getByRole("group", { name: "The demo's clock" });
  const day = /\w{3} \d{1,2} \w{3} \d{4}/;
  const dayShown = async () => day.exec(await clock.innerText())?.[0];
  await expect.poll(dayShown, SLOW).toBeDefined();
  const present = await dayShown();
  const week = strip.getByRole("button", { name: "1 week on" });
  // The demo is a file of its own, and comes a moment after the page.
  await expect(page.getByRole("region", { name: "Key figures" })).toContainText(/\d/, SLOW);
  await week.click();
  await expect.poll(dayShown, SLOW).not.toBe(present);
  const later = await dayShown();

  const question = page.getByRole("dialog", { name: "Start the demo over?" });
  await strip.getByRole("button", { name: "Start over…" }).click();
  await question.getByRole("button", { name: "Keep the demo" }).click();
  await expect(question).toBeHidden();
  expect(await dayShown()).toBe(later);

  await strip.getByRole("button", { name: "Start over…" }).click();
  await question.getByRole("button", { name: "Start over", exact: true }).click();
  await expect(question).toBeHidden();
  await expect.poll(dayShown, SLOW).toBe(present);
});
