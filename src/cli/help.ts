/** What `--help` prints. */
export const HELP = `TI Scraper: finds tracked names in security news and writes the articles onto their records in Cortex XSOAR.

Usage
  ti-scraper scan [FOLDER] [--json] [--job NAME]... [--create none|all] [--crawl-delay SECONDS] [--ask-all] [--max-notes N|all]
                  [--config-folder NAME]
      Reads the sources of FOLDER/config/articles_config.{json,yaml,yml} (FOLDER: the current folder), writes the result
      files, remembers what is new, and with profile2cortex adds the notes, those of the keywords as well: how many, and how
      many wait for a review, is said first. --create all also
      creates a Threat Actor record for each name that has none (default: none). --json prints one report object. A source
      whose server said how long its answer holds is not asked before, unless with --ask-all; --crawl-delay is a pause between
      two requests to one host (default: 0). Where more notes are due than review_above of the configuration allows, those
      wait for a review; --max-notes N lets this run write N notes in all instead, and where more are due all of them wait;
      with all it writes them all. Neither lifts write: review, write: never or notes_not_older_than. The jobs keywords, counts and contents run as well where their configuration
      files are there, and so do jobs of your own; --job articles|keywords|counts|contents|NAME chooses. One of your own that says
      "every" runs when it is due, or at once by its NAME.
  ti-scraper jobs [list] [FOLDER] [--json] [--config-folder NAME]
      Lists the jobs of FOLDER: the four that have a configuration file, and your own, which are the files NAME_config.{yaml,yml,json}
      with a key "job": what each is made of, when it ran last and whether it is due. Ends with 2 where one has errors.
  ti-scraper jobs run NAME [FOLDER] [--json] [--crawl-delay SECONDS] [--ask-all] [--record FILE] [--dry-run] [--config-folder NAME]
      Runs one job now, due or not, as scan --job NAME does, and ends with 2 where its script may not run, which a scan passes over.
      --record writes what its script is given into FILE, without secrets. --dry-run shows what the job would find: nothing is
      remembered, written or sent, and its script is told so.
  ti-scraper jobs test NAME [FOLDER] --replay FILE [--config-folder NAME]
      Runs the script of a job with what --record has written, shows what would be applied, and applies nothing.
  ti-scraper jobs allow|disallow NAME [FOLDER] [--config-folder NAME]
      Lets the script of a job run as it is now, which is said, or takes that back. It runs with all your rights. With any change of
      its file, command line, variables, secrets or point it waits for the next allow.
  ti-scraper aliases [FOLDER] [--json] [--field NAME] [--config-folder NAME]
      Reads the other names of each record from XSOAR into FOLDER/config/cortex_aliases.json, and lists whose each is. Where
      search_field of the configuration is another field than aliases or value, --field NAME has to repeat it: else what would
      be written is shown, nothing is, and the command ends with 2.
  ti-scraper names [FOLDER] [--import FILE|URL [--name-column COLUMN] [--alias-columns COLUMN[,COLUMN]...] [--yes]]...
                   [--search TEXT] [--choose NAME]... [--decide ALIAS=NAME[,NAME]...]... [--compact] [--config-folder NAME]
      Imports names from MISP galaxy clusters, STIX, JSON, YAML, tables (CSV, Markdown) or plain lists and says how they were
      read, searches them, and takes the aliases of an imported name along for the configured NAME of the same spelling. A
      column is of other names only where its heading says so; where no heading says which column holds the names, nothing is
      imported and the command ends with 2: --name-column and --alias-columns say it, by headings or numbers from 1 on. What was
      imported before is read again and what came and went is said; where tracked names would gain or lose other names by it,
      --yes takes that over. Without options: what is imported, what is chosen, and which aliases may stand for several actors.
      --decide says whose such an alias is, also when it was decided before: --decide "ALIAS=" that it is nobody's. What is
      imported is kept for you; what is chosen and decided, and which records and objects names mean, stands in
      FOLDER/config/names.lock.yaml, for all who work with FOLDER: one line is one fact, lines are added and none is changed.
      --compact leaves out those that later lines have replaced.
  ti-scraper mail [FOLDER] [--show | --test | --discard] [--config-folder NAME]
      Sends the mails that wait, shows them or gives them up, or sends a test mail to the receivers of the configuration.
  ti-scraper review [FOLDER] [--json] [--name NAME]... [--known [--since YYYY-MM-DD]] [--create none|all] [--write | --discard]
                    [--config-folder NAME]
      Lists the notes that wait for XSOAR, each with its record and why it waits. --write writes what is listed, whatever limits say,
      with --create all also onto a new record for each name that has none (default: none); --discard gives it up: it is not written
      any more. --known takes in what was found and never noted, --since of it what was published or found from that day on.
  ti-scraper records RECIPE[,RECIPE...] [FOLDER] [--name NAME]... [--query QUERY] [--type TYPE] [--from FILE] [--option NAME=VALUE]...
                     [--pick NAME=ID]... [--yes] [--json] [--format md|csv|json|odt] [--out FILE] [--config-folder NAME]
      Lists what recipes would change on the records in XSOAR: first-seen, name-into-aliases, tidy-aliases, attack, leak-sites, set-field;
      several go together, in one edit a record. Without --name, --query (in the language of XSOAR's search), --type or --from (a file
      with a name a line, a JSON array, or the old config.json, of which the names alone are taken) all tracked names. --yes writes what
      was listed, but what may lose something or is a guess: that is written with --option all=true, and the report lists what was left
      out. --pick answers a question of the list: which of several a name means. check says which records the names lead to, and
      read-out what the records hold. --json prints one object; --format prints the report so, with --out into a file.
      Options: attack takes software, campaigns (off|on) and merge (add|replace); tidy-aliases split, spaced, oneWord and repair
      (off|on); set-field action (set|add|remove|note), field and value.
  ti-scraper records undo [FOLDER] [--yes] [--json] [--format md|csv|json|odt] [--out FILE] [--config-folder NAME]
      Lists what undoing the last update would change; --yes writes it. What others have changed since stays.
  ti-scraper preview [FOLDER] --config FILE [--days N] [--json] [--config-folder NAME]
      Says what the names and rules of FILE would find in the stored articles of the last N days (default: 30), against the
      configuration of FOLDER: what each name gains and loses, and why. Reads no source and changes nothing.
  ti-scraper export [FOLDER] --format md|csv|json|stix [--job NAME] [--name NAME]... [--since YYYY-MM-DD] [--until YYYY-MM-DD] [--unread]
                    [--out FILE] [--summaries [--crawl-delay SECONDS]] [--config-folder NAME]
      Writes the matches of earlier scans as Markdown, CSV, JSON or a STIX 2.1 bundle, with the summaries that were made
      before; --summaries reads the pages of the articles first, for five main sentences each. All matches, or those of some names
      (--profile says the same), published or updated from one local day to another, both included, and not read in VS Code.
      --job writes what another job has found instead: articles as md, csv or json (--name takes keywords), rows, counts and pages as
      csv or json.
  ti-scraper activity [FOLDER] [--json] [--since YYYY-MM-DD] [--config-folder NAME]
      Lists what was sent out from FOLDER, from here and from VS Code, newest first: notes, new records and mails, with when, by
      which run or person and what was added. Kept are 90 days and 20,000 entries. --json prints one object.
  ti-scraper clean [FOLDER] [--yes] [--config-folder NAME]
      Lists the result files that are older than the days of timeDelta4Delete. --yes deletes them for good: there is no trash.
  ti-scraper forget [FOLDER] [--yes] [--config-folder NAME]
      Lists what is remembered of FOLDER on this machine: articles, matches, notes and mails that wait, the journal of what was
      sent out, and what was agreed to in VS Code. --yes removes all of it for good; what waits is lost. Configuration and
      result files stay.
  ti-scraper sources [FOLDER] [--json] [--config-folder NAME]
      Lists the configured sources, those that fail first: what each is called, when it answered last, how long it takes, the
      articles and matches it gave in the last 30 days, since when it fails, and the address it has moved to. Reads nothing
      from the network.
  ti-scraper sources add URL [FOLDER] [--page] [--config-folder NAME]
      Adds the feed at URL, or the first one the page at URL leads to, and tells the others; --page adds the page itself.
  ti-scraper sources test URL [FOLDER] [--select CSS] [--json] [--config-folder NAME]
      Reads one source now and prints what it gives, with --select only the links inside what the CSS selector finds on the
      page. Nothing is remembered but how it fared.
  ti-scraper sources select URL CSS [FOLDER] [--config-folder NAME]
      Writes the CSS selector for the links of a page into the configuration.
  ti-scraper sources enable|disable|update URL [FOLDER] [--config-folder NAME]
      Switches a source on or off, or writes the address it has moved to for good into the configuration.
  ti-scraper sources import FILE.opml [FOLDER] [--config-folder NAME]
      Adds the feeds of an OPML file that are not configured yet, with their names and folders.
  ti-scraper sources export [FOLDER] [--config-folder NAME]
      Prints the configured feeds as OPML.
  ti-scraper match --names FILE --input FILE.jsonl
      Finds names in headlines and addresses. Names: a JSON array of "name" or {"name", "aliases": [], "match": {}}, with
      "match" as in the configuration. Input: lines {"url", "title"}, also with "summary" and "content" for names whose rule
      looks there. Output: one line {"url", "title", "matches"} each; a match is
      {"profile", "name", "field", "start", "end", "text", "rule", "weight"}, with "context" where a word of threats let it
      count. Its offsets count UTF-16 units of the field; the address is raw.
  ti-scraper stories --input FILE.jsonl
      Tells which articles are of one story: the same event or finding, told by several outlets within four days, in English
      or German. Input: lines {"url", "title", "date", "source"}, also with "summary". Output: one line
      {"url", "story", "why"} each; "story" is the address of the first article of the story, or null for an article alone,
      and "why" a sentence. Round-ups are of no story. A line that cannot be read is told with its number, and the command ends with 1.
  ti-scraper parse FILE...
      Reads feed files. Output: one line {"file", "ok", "items": [{"title", "link", "guid", "published"}], "error"} each.
  ti-scraper --help | --version

Environment
  TI_SCRAPER_XSOAR_API_KEY  The XSOAR key. A key in a configuration file is never used: the run ends with exit code 2.
  TI_SCRAPER_XSOAR_HOST     The XSOAR address the key belongs to. The key is sent only when the configuration names the
                            same address, path and tenant included (https://xsoar.example.com/acc_tenant), else the run
                            ends with exit code 2. An address with http: confirms that the key may be sent in clear text.
  TI_SCRAPER_XSOAR_TIMEOUT  Seconds until XSOAR counts as not answering, from 1 to 600 (default: 60).
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY   Proxy for all requests.
  TI_SCRAPER_MAIL_SERVER    The mail server for sendMail, as mailServer has it. Mail and password are sent to no other one.
  TI_SCRAPER_MAIL_PASSWORD  Password of the sender there. A server that has nobody sign in needs none.
  TI_SCRAPER_MAIL_FROM      The sender that mail may come from, as senderMailAddress has it, and
  TI_SCRAPER_MAIL_TO        its receivers, parted by commas, as destinationMailAddress has them. Mail from another sender, or
                            to others or fewer, waits: the scan says so and ends with exit code 1.
  TI_SCRAPER_RANSOMWARE_LIVE_KEY   Key of ransomware.live PRO, for records leak-sites, and
  TI_SCRAPER_RANSOMWARE_LIVE_HOST  the address it belongs to, such as https://api-pro.ransomware.live. It is sent to no other one.
  TI_SCRAPER_SECRET_JOB_SECRET  A secret of the script of a job: both names in upper case, with _ for all but letters and digits. No
                            other job has it, and no script any other of these variables.
  TI_SCRAPER_TOR_PROXY      Host and port of Tor's SOCKS port for .onion sources (default: what Tor's control port, controllerPort of
                            the configuration, says; else 127.0.0.1:9050).
  TI_SCRAPER_PRIVATE_HOSTS  Hosts that may lie in a private network though they were public before, though something public leads to
                            them, or though a proxy is asked for them: names parted by commas, with a dot before them all names below.
  TI_SCRAPER_USER_AGENT     Sent as User-Agent, in place of TI Scraper's own (over Tor it is that of Tor Browser).
  NODE_EXTRA_CA_CERTS       File with further certificate authorities, in PEM.
  TI_SCRAPER_STATE_FOLDER   Folder that everything is remembered below, in its folder ti-scraper (default: XDG_STATE_HOME, else the
                            state folder of the system). An absolute path outside of FOLDER; VS Code counts the variable as well.

Exit codes
  0  done
  1  done, but some sources or names.lock.yaml could not be read, a result file could not be written, or XSOAR could not be read
     or written: what was to be written waits for the next scan; or a mail could not be sent, and waits, or not to all of its
     receivers; sources: nothing could be changed, or the source failed
  2  could not run: wrong usage, an invalid configuration, another scan of the folder running, the key not usable; or
     cancelled
`;
