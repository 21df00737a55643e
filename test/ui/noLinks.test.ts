import assert from "node:assert/strict";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";

const QUIT = "command:workbench.action.quit";

/** What VS Code draws of it, in the oldest one and in the newest: each has an engine of its own for Markdown and for linked text. */
for (const channel of ["floor", "newest"] as const) {
  describe(`text of strangers, drawn by the ${channel} VS Code`, () => {
    const desk = openDesk({ channel });
    const links = () => desk.workbench.page.locator(".quick-input-widget:visible .quick-input-message a");

    it("makes no link of an address in a headline, however it is written there", async () => {
      const headline = `Emberfox <https://evil.example/a> <file:///etc/passwd> <${QUIT}> [x](${QUIT}) www.evil.example http://evil.example/b [c]: https://evil.example/d a@evil.example`;
      await desk.open({
        items: [{ title: headline, url: "https://news.example/a%26b%2Fc/d+e?q=1%2B1&r=a=b&s=%C3%BC" }],
        names: ["Emberfox"],
      });
      await desk.scan();
      await desk.workbench.treeRow(MATCHES, /^\s*Emberfox/).click();
      const row = desk.workbench.treeRow(MATCHES, "passwd");
      await row.waitFor();
      const hover = await desk.workbench.tooltip(row, "in the headline");
      const shown = (await hover.innerText()).replaceAll("\u00a0", " ");
      for (const part of ["https://evil.example/a", "file:///etc/passwd", `[x](${QUIT})`, "www.evil.example"])
        assert.ok(shown.includes(part), `${part} is not in: ${shown}`);
      assert.equal(await hover.locator("a").count(), 0);
      assert.equal(await hover.locator("strong", { hasText: "Emberfox" }).count(), 1);
    });

    for (const [what, host] of [
      ["in a tenant", `https://127.0.1.8:7443/acc_[x](${QUIT})`],
      ["in a path", `https://127.0.1.8:7443/[x](${QUIT})`],
    ] as const) {
      it(`makes no link of an address of Cortex XSOAR that a workspace names, ${what}`, async () => {
        await desk.open({
          files: {
            "config/articles_config.json": {
              websiteconfig: { rss_feeds: [desk.feed.feed], webpages: [] },
              profiling: { profileData: ["Emberfox"], CortexXSOARAPIConfig: { host } },
            },
          },
        });
        await desk.workbench.runCommand("TI Scraper: Set Up XSOAR");
        await until("the address", async () => (await desk.workbench.quickText()).includes("Set Up XSOAR"));
        assert.equal(await desk.workbench.quickInput().inputValue(), host);
        // What stands below the field, of the address as it is and as it is typed.
        for (const typed of [host, `${host}/more`]) {
          await desk.workbench.quickInput().fill(typed);
          await until("what is said of it", async () =>
            /requests go to|only letters, digits/i.test(await desk.workbench.quickText()),
          );
          assert.equal(await links().count(), 0, await desk.workbench.quickText());
        }
        await desk.workbench.screenshot(`no-links-${channel}-${what.replaceAll(" ", "-")}`);
        await desk.workbench.page.keyboard.press("Escape");
      });
    }
  });
}
