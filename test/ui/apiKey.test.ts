import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { articlesConfig, filesWith, until } from "./desk";
import { openDesk } from "./openDesk";

const NEWS = { title: "Emberfox phishes again", url: "https://news.example/emberfox" };
const WRONG = "a-wrong-key-0123456789";

/** A web server that is no Cortex XSOAR, and how often it was sent a key. */
async function startStranger(): Promise<{
  readonly origin: string;
  readonly counts: () => { readonly asked: number; readonly withKey: number };
  readonly close: () => Promise<void>;
}> {
  let asked = 0;
  let withKey = 0;
  const server = http.createServer((request, response) => {
    asked += 1;
    if (request.headers.authorization !== undefined) withKey += 1;
    response.writeHead(404, { "content-type": "text/html" }).end("<p>Not found");
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.1.12", resolve));
  return {
    origin: `http://127.0.1.12:${(server.address() as AddressInfo).port}`,
    counts: () => ({ asked, withKey }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

describe("the API key of XSOAR in VS Code", () => {
  const desk = openDesk();
  const setKey = async (key: string, confirms = false) => {
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Set XSOAR API Key");
    if (confirms) await desk.workbench.clickDialog("Use This Server");
    await desk.workbench.answerInput(key);
  };

  it("that is refused is not kept and not called stored; a good one is, and what waited can be written", async () => {
    await desk.open({ names: ["Emberfox"], xsoar: "withoutKey", records: { Emberfox: [] }, items: [NEWS] });
    await desk.scan();
    await desk.workbench.waitForNotification("1 new match for Emberfox.");
    await setKey(WRONG, true);
    const refused = await desk.workbench.waitForNotification("refused the API key (403)");
    assert.match(refused.text, /^Cortex XSOAR refused the API key.*[.] The API key was not stored\.$/);
    assert.deepEqual(refused.buttons, ["Try Again", "Enter Key ID"]);
    await desk.workbench.screenshot("key-refused");
    await desk.workbench.clickNotification("refused the API key", "Try Again");
    await desk.workbench.answerInput(desk.key);
    const stored = await desk.workbench.waitForNotification("answers and accepts the key");
    assert.match(stored.text, /^The API key is stored\. /);
    assert.deepEqual(stored.buttons, ["Write 1 Waiting Note"]);
    await desk.workbench.clickNotification("The API key is stored.", "Write 1 Waiting Note");
    await until("the note", () => desk.notesOf("Emberfox")?.length === 1);

    await setKey(desk.key);
    const again = await desk.workbench.waitForNotification("answers and accepts the key");
    assert.deepEqual(again.buttons, ["Scan"]);
    await setKey(WRONG);
    const kept = await desk.workbench.waitForNotification("refused the API key (403)");
    assert.match(kept.text, / The key that was stored before is kept\.$/);
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Test XSOAR Connection");
    await desk.workbench.waitForNotification("answers and accepts the key");
    assert.deepEqual(filesWith(desk.vscode.dataDir, WRONG), []);
  });

  it("goes to no other server without a second yes", async () => {
    const stranger = await startStranger();
    try {
      const config = articlesConfig({ feeds: [desk.feed.feed], names: ["Emberfox"], xsoar: stranger.origin });
      await desk.open({ files: { "config/articles_config.json": config } });
      await setKey(desk.key, true);
      await until("the question", async () =>
        /does not look like Cortex XSOAR \(HTTP 404\)/.test(await desk.workbench.dialog().innerText()),
      );
      await desk.workbench.screenshot("key-stranger");
      await desk.workbench.clickDialog("Cancel");
      await desk.workbench.runCommand("TI Scraper: Test XSOAR Connection");
      await desk.workbench.waitForNotification("No API key is stored");
      assert.ok(stranger.counts().asked > 0);
      assert.equal(stranger.counts().withKey, 0);
    } finally {
      await stranger.close();
    }
  });

  it("is asked for in the set-up only after a second yes, where another server answers", async () => {
    const stranger = await startStranger();
    const asks = async () => {
      await until("the question", async () =>
        /does not look like Cortex XSOAR \(HTTP 404\)\. Send the key anyway\?/.test(
          await desk.workbench.dialog().innerText(),
        ),
      );
    };
    const says = (text: RegExp) => until(String(text), async () => text.test(await desk.workbench.quickText()));
    try {
      await desk.open({ names: ["Emberfox"] });
      await desk.workbench.clearNotifications();
      await desk.workbench.runCommand("TI Scraper: Set Up XSOAR");
      await says(/Set Up XSOAR \(1\/3\)/);
      await desk.workbench.answerInput(stranger.origin);
      await asks();
      await desk.workbench.screenshot("setup-stranger");
      await desk.workbench.clickDialog("Change Address");
      await says(/Set Up XSOAR \(1\/3\)/);
      await desk.workbench.answerInput(stranger.origin);
      await asks();
      assert.equal(stranger.counts().withKey, 0);
      await desk.workbench.clickDialog("Send the Key Anyway");
      await says(/API key for/);
      assert.equal(stranger.counts().withKey, 0);
      await desk.workbench.answerInput(desk.key);
      await until("the key", () => stranger.counts().withKey > 0);
      await desk.workbench.clickDialog("Cancel");
      assert.deepEqual(filesWith(desk.folder, desk.key), []);
    } finally {
      await stranger.close();
    }
  });
});

describe("the API key of XSOAR 8 in VS Code", () => {
  const desk = openDesk({ xsoar: { flavour: "v8", keyId: "12", keyType: "standard" } });

  it("leads to its ID, where it is tried without one", async () => {
    await desk.open({ names: ["Emberfox"], xsoar: "withoutKey" });
    await desk.workbench.runCommand("TI Scraper: Set XSOAR API Key");
    await desk.workbench.clickDialog("Use This Server");
    await desk.workbench.answerInput(desk.key);
    const told = await desk.workbench.waitForNotification("where a key goes together with its ID");
    assert.deepEqual(told.buttons, ["Enter Key ID"]);
    assert.ok(desk.xsoar.requests().every(({ headers }) => headers["authorization"] === undefined));
    await desk.workbench.clickNotification("where a key goes together with its ID", "Enter Key ID");
    await until("the ID", async () => (await desk.workbench.quickText()).includes("ID of the API key"));
    await desk.workbench.answerInput("12");
    await desk.workbench.pick("Standard");
    await until("the key", async () => (await desk.workbench.quickText()).includes("API key for"));
    await desk.workbench.page.keyboard.press("Enter");
    await until("what to write", async () => (await desk.workbench.quickLabels()).length > 1);
    await desk.workbench.pick("Write to");
    await desk.workbench.waitForNotification("Cortex XSOAR 8 (standard key)");
    assert.match(desk.read("config/articles_config.json"), /"key_id": "12"/);
  });
});
