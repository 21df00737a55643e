import assert from "node:assert/strict";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";

const HOSTILE = "[x](command:workbench.action.quit)";
const ODD_URL = "https://news.example/a%26b%2Fc/d+e?q=1%2B1&r=a=b&s=%C3%BC";

describe("hostile text and odd addresses", () => {
  const desk = openDesk();
  const scanned = async () => {
    await desk.open({
      items: [
        { title: `${HOSTILE} Emberfox \u202egnp.exe **bold** $(error)`, url: ODD_URL },
        { title: "A bad link: Emberfox", url: "javascript:alert(1)" },
      ],
      names: [HOSTILE, "Emberfox"],
      xsoar: "withKey",
    });
    await desk.scan();
    return await desk.workbench.waitForNotification("have no record in Cortex XSOAR");
  };
  const bold = () => desk.workbench.treeRow(MATCHES, "**bold**");
  const expanded = async () => {
    await scanned();
    await desk.workbench.clearNotifications();
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox/).click();
    await bold().waitFor();
  };

  it("makes no link of a name in a notification, and shows it as text in the review, where it can be left out", async () => {
    const told = await scanned();
    assert.match(told.text, /\(x\)\(command:workbench\.action\.quit\)/);
    assert.deepEqual(told.buttons, ["Review…", "Not Now"]);
    const links = desk.workbench.notification("have no record").locator(".notification-list-item-message a");
    assert.equal(await links.count(), 0);
    await desk.workbench.screenshot("hostile-notification");
    await desk.workbench.clickNotification("have no record", "Review…");
    const review = new ReviewPage(desk.workbench);
    await review.primary("Create 2 records with 3 notes");
    const text = await review.text();
    assert.ok(text.includes(HOSTILE), text);
    assert.ok(text.includes("Emberfox gnp.exe **bold** $(error)"), text);
    assert.equal(await review.frame.locator("a").count(), 0);
    await desk.workbench.screenshot("hostile-review");
    await review.box(HOSTILE).uncheck();
    await review.write("Create 1 record with 2 notes");
    await desk.workbench.waitForNotification("Created the Threat Actor record Emberfox");
    assert.deepEqual(
      desk.xsoar.records().map(({ value }) => value),
      ["Emberfox"],
    );
  });

  it("shows the headline as it is, without hidden characters, and explains it in a tooltip without links", async () => {
    await expanded();
    const row = bold();
    const text = await row.innerText();
    assert.ok(text.includes(`${HOSTILE} Emberfox gnp.exe **bold** $(error)`), text);
    const hover = await desk.workbench.tooltip(row, "in the headline");
    const shown = (await hover.innerText()).replaceAll("\u00a0", " ");
    assert.ok(shown.includes(HOSTILE), shown);
    assert.ok(shown.includes(ODD_URL), shown);
    assert.equal(await hover.locator("a").count(), 0);
    assert.equal(await hover.locator("strong", { hasText: "Emberfox" }).count(), 1);
    await desk.workbench.screenshot("tooltip");
  });

  it("opens the published address byte for byte, and marks the article read", async () => {
    await scanned();
    await desk.workbench.clickNotification("have no record", "Review…");
    await new ReviewPage(desk.workbench).write("Create 2 records with 3 notes");
    await desk.workbench.waitForNotification("Created 2 Threat Actor records");
    await desk.workbench.clearNotifications();
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox/).click();
    const opened = desk.workbench.openedLinks().length;
    await desk.workbench.inlineAction(bold(), "Open in Browser");
    assert.equal(await desk.workbench.nextLink(opened), ODD_URL);
    // The other one is that of the link that leads nowhere: it is opened where its feed lives.
    await until("read", async () =>
      (await desk.workbench.treeTexts(MATCHES)).some((row) => /^Emberfox\s*1 unread/.test(row)),
    );
    const made = desk.xsoar.records().find(({ value }) => value === "Emberfox");
    assert.ok(JSON.stringify(made?.CustomFields).includes(ODD_URL), "the note holds the same address");
    assert.ok(!JSON.stringify(desk.xsoar.records()).includes("javascript:"), "no note holds what is no address");
  });

  it("copies the published address", async () => {
    await expanded();
    await desk.workbench.contextMenu(bold(), "Copy Link");
    await until("clipboard", async () => (await desk.workbench.clipboard()) === ODD_URL);
  });
});
