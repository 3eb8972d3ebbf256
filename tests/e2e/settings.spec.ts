// Settings, and what the page says of a configuration that is wrong.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixture";
import { CLIENT_ID, pressAndReload, signIn, signInButton } from "./session";

test.describe("a configuration that is wrong", () => {
  const broken = (page: Page, body: string) =>
    page.route("**/config.json", (route) => route.fulfill({ body, contentType: "application/json" }));

  test("is explained key by key, and nobody can sign in", async ({ page }) => {
    await broken(page, '{"version":1,"clientId":"","scopes":[],"endpoints":{"smapi":"ftp://x"}}');
    await page.goto("/");
    const banner = page.getByRole("alert").filter({ hasText: "This installation is not set up correctly" });
    for (const key of ["clientId", "scopes", "endpoints.smapi"]) await expect(banner).toContainText(key);
    await expect(signInButton(page)).toHaveAttribute("aria-disabled", "true");
    await signInButton(page).click({ force: true });
    await expect(page).toHaveURL(/\/$/);
    await page.getByRole("button", { name: "Explore with demo data" }).click();
    await expect(page).toHaveURL(/\/metrics\?/);
  });

  test("says that the client ID is still to be set", async ({ page }) => {
    await broken(page, '{"version":1,"clientId":"amzn1.application-oa2-client.REPLACE_ME"}');
    await page.goto("/");
    await expect(page.getByText("No client ID is set yet")).toBeVisible();
    await expect(signInButton(page)).toHaveAttribute("aria-disabled", "true");
  });
});

test.describe("settings", () => {
  test("each fault of the client ID is said by its field and cleared while typing", async ({ page }) => {
    await page.goto("/settings");
    const field = page.getByLabel("Login with Amazon client ID");
    for (const [typed, words] of [
      ["", "Enter the client ID"],
      ["my-client", "starts with amzn1.application-oa2-client."],
      ["amzn1.application-oa2-client.a b", "letters, digits, points and hyphens"],
    ]) {
      await field.fill(typed);
      await page.getByRole("button", { name: "Save settings" }).click();
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toHaveAccessibleDescription(new RegExp(words));
      await expect(field).toBeFocused();
    }
    await field.fill("a");
    await expect(field).not.toHaveAttribute("aria-invalid");
  });

  test("outlast a reload, and the defaults can be restored", async ({ page }) => {
    await page.goto("/settings");
    await page.getByText("Code with PKCE", { exact: true }).click();
    await pressAndReload(page, "Save settings");
    await expect(page.getByRole("radio", { name: "Code with PKCE" })).toBeChecked();
    await pressAndReload(page, "Restore defaults");
    await expect(page.getByRole("radio", { name: "Token (implicit)" })).toBeChecked();
    await expect(page.getByLabel("Login with Amazon client ID")).toHaveValue(CLIENT_ID);
  });

  test("the theme applies at once, in other tabs too, and after a reload", async ({ page, context }) => {
    const other = await context.newPage();
    await other.goto("/settings");
    // What stands while the page loads has a heading too, and hears of no other tab.
    await expect(other.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
    await page.goto("/settings");
    await page.getByText("Dark", { exact: true }).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(other.locator("html")).toHaveAttribute("data-theme", "dark");
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await page.getByText("System", { exact: true }).click();
    await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  });

  test("the problem report is what is copied", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await signIn(page);
    await page.goto("/settings");
    await page.getByRole("button", { name: "Copy problem report" }).click();
    await expect(page.getByText("Copied", { exact: true })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^skillscope: \d+\.\d+\.\d+\nconfig sha256: [0-9a-f]{64}\n/);
    expect(copied).not.toContain("Atza");
  });
});
