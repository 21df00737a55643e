/**
 * Every limit and default that large or hostile input meets, with its unit in its name: what it holds for, and why. The page *Limits and
 * defaults* of the README prints them, and a test holds the two together.
 */

// Requests to sources

/** Answer of a feed, unpacked. A feed that lists years of whole articles fits. */
export const MAX_FEED_BYTES = 10_000_000;
/** Answer of a page, unpacked. The links of a page may stand behind megabytes of scripts. */
export const MAX_PAGE_BYTES = 10_000_000;
/** Redirects of one request. As many as the Fetch standard lets a browser follow (§4.4, HTTP-redirect fetch). */
export const MAX_REDIRECTS = 20;
/** All headers of one answer together. As browsers take it: policies and cookies of a publisher fill more than 16 KB. */
export const MAX_HEADER_BYTES = 262_144;
/** Body of a redirect that is read to its end, so that its connection can be used again. It is a sentence and a link. */
export const MAX_REDIRECT_BODY_BYTES = 16_384;
/** Time for it. A server that has said where to go on and nothing more is not waited for. */
export const REDIRECT_BODY_MS = 250;
/** Compressions of one answer, one around the other. A cache that stores a compressed file and a server that compresses it make two. */
export const MAX_CODING_LAYERS = 4;
/** One cookie within a chain of redirects, name and value. What RFC 6265 (§6.1) asks of browsers. */
export const MAX_COOKIE_CHARACTERS = 4_096;
/** Cookies within a chain of redirects. A door needs one or two. */
export const MAX_COOKIES = 50;
/** Time for which a connection is kept without a request. Less than what servers wait, who would close it while something is on its way. */
export const KEEP_CONNECTION_MS = 2_000;
/** Time for which a connection has to stand open unused to prove that the server keeps it too. Who closes it does so at once. */
export const CONNECTION_PROOF_MS = 50;
/** Time for which a server that has ended a kept connection gets a new one for each request. It does so always, or was started anew. */
export const NEW_CONNECTIONS_MS = 600_000;
/** Connections kept to one server. Twice the requests that it gets at one time. */
export const MAX_KEPT_CONNECTIONS = 4;
/** Servers whose connections are looked after. More than the sources of a folder lead to; of others nothing is kept. */
export const MAX_CONNECTED_SERVERS = 1_000;
/** Time for a request with its redirects, where no setting says otherwise. A server that has said nothing by then is down. */
export const REQUEST_MS = 20_000;
/** Time for a request over Tor, at least. Tor needs time for a circuit, and an onion service for two. */
export const LEAST_TOR_REQUEST_MS = 60_000;
/** Time for a connection over Tor. Tor builds a circuit before it answers; that takes longer than any connection of its own. */
export const TOR_CIRCUIT_MS = 120_000;
/** Time for the control port of Tor. It is on this machine and answers at once. */
export const TOR_CONTROL_MS = 3_000;
/** Answers of the control port of Tor, all together. Those of Tor have some hundred characters. */
export const MAX_TOR_CONTROL_CHARACTERS = 65_536;
/** Requests at one time, where no setting says otherwise. Hundreds of sources are read in seconds, and no router is flooded. */
export const REQUESTS_AT_ONCE = 50;
/** Requests to one host at one time. A publisher with many feeds is not asked for all of them at once. */
export const REQUESTS_PER_HOST = 2;
/** Pages read for summaries at one time. Each of them is parsed whole, beside the scan. */
export const SUMMARY_REQUESTS_AT_ONCE = 6;
/** Answers of one request that only announce another one (status 1xx). Servers that mean it send one or two. */
export const MAX_INTERIM_ANSWERS = 20;
/** Body of an answer that is no success. Enough for any message. */
export const MAX_ERROR_BODY_BYTES = 1_000_000;
/** Time to look a name up where no request waits for it. A resolver that is slower says nothing in time. */
export const LOOKUP_MS = 3_000;
/** Time for which a server may say that its answer holds. A mistaken header must not silence a source. */
export const MAX_FRESH_SECONDS = 3_600;
/** Days after which a source is asked again that is gone for good, its server says (HTTP 410). The first such answer may be a mistake. */
export const GONE_DAYS = 1;
/** The same when it has said so again. Once a week nobody minds, and a source that comes back is noticed. */
export const GONE_AGAIN_DAYS = 7;
/** Time for which a server may ask to be left alone. A mistaken header must not silence a source. */
export const MAX_RETRY_AFTER_SECONDS = 86_400;
/** Pause of a host that has failed twice in a row, doubled with each failure. What is down for a moment is asked again soon. */
export const FIRST_HOST_PAUSE_MS = 300_000;
/** Pause of a host that goes on failing, at most. It may come back, and four looks a day cost nothing. */
export const LONGEST_HOST_PAUSE_MS = 21_600_000;
/** Time for which the failures of a host count that no scan asks. Others ask other hosts in between. */
export const KEEP_HOST_FAILURES_MS = 604_800_000;
/** Hosts known to have been public. More than the sources of all folders lead to. */
export const MAX_PUBLIC_HOSTS = 20_000;
/** Name that a setting gives to TI Scraper in its requests. What servers take for a whole header is 8,000 and more. */
export const MAX_USER_AGENT_CHARACTERS = 512;
/** Time between scans by the clock, at least. Publishers and their networks bar readers that ask more often. */
export const LEAST_SCAN_MINUTES = 15;
/** Part of a page in which its feeds are looked for. The head, and what goes before the text. */
export const MAX_DISCOVERY_CHARACTERS = 500_000;
/** Header `Link` in which feeds are looked for. Sites send some hundred characters. */
export const MAX_LINK_HEADER_CHARACTERS = 16_000;
/** Pages that lead on by themselves (`<meta http-equiv="refresh">`) before one is read. More is a loop. */
export const MAX_PAGE_REFRESHES = 3;
/** Feeds that are tried for one page. Each is a request to a stranger. */
export const MAX_FEED_CANDIDATES = 12;

// Feeds and pages

/** Time to read one feed or page. The worst page that could be made took four seconds. */
export const PARSE_MS = 5_000;
/** Memory to read one feed or page. What a hostile page may take of the machine. */
export const PARSE_HEAP_MB = 512;
/** Time for a thread that reads to load. A busy machine takes some seconds; after this it counts as broken. */
export const PARSER_START_MS = 30_000;
/** One field of an entry of a feed that is looked at. No title, address or date is longer. */
export const MAX_FEED_FIELD_BYTES = 65_536;
/** One field of an entry of a JSON feed that is looked at. No title, address or date is longer. */
export const MAX_JSON_FIELD_CHARACTERS = 65_536;
/** Different names of elements in one feed. Feeds have some dozens; what comes after these has no role. */
export const MAX_ELEMENT_NAMES = 4_096;
/** Namespaces declared on one element of a feed. Feeds declare a dozen. */
export const MAX_NAMESPACES = 256;
/** Elements of a feed inside each other that declare namespaces. Each makes names to be read anew. */
export const MAX_NESTED_NAME_SCOPES = 64;
/** Ways in which elements of a feed declare namespaces. Programs write the same ones over and over. */
export const MAX_NAME_SCOPES = 256;
/** Relative bases of addresses inside each other. Each makes a longer one, and a hostile feed has them by the thousand. */
export const MAX_XML_BASES = 64;
/** One relative base of addresses. No address of a site is longer. */
export const MAX_XML_BASE_CHARACTERS = 2_048;
/** Address of an article or a feed. Browsers, servers and XSOAR give up on longer ones, and they would fill every note. */
export const MAX_ADDRESS_CHARACTERS = 4_096;
/** Headline of an article. Longer ones are whole posts, with which one source would fill memory and screen. */
export const MAX_TITLE_CHARACTERS = 1_000;
/** Beginning of its text that stands in for the headline of an entry without one. Longer lines are cut in lists. */
export const MAX_OPENING_CHARACTERS = 120;
/** Identifier of an entry by which it is known. Of a longer one its beginning and its end tell as much. */
export const MAX_ARTICLE_ID_CHARACTERS = 300;
/** Part of an entry with markup from which a summary is made. Gives a summary of some hundred characters. */
export const MAX_SUMMARY_MARKUP_CHARACTERS = 3_000;
/** Summary of an entry. Enough to tell what an article is about. */
export const MAX_SUMMARY_CHARACTERS = 600;
/** Text of an entry in which names are looked for. A long article. */
export const MAX_CONTENT_CHARACTERS = 20_000;
/** Categories of an entry. Articles have a handful. */
export const MAX_CATEGORIES = 50;
/** One category. Longer ones are no words. */
export const MAX_CATEGORY_CHARACTERS = 200;
/** Beginning of a feed in which its title is looked for. It stands before the entries. */
export const MAX_FEED_TITLE_BYTES = 65_536;
/** Pages on which *Find New Feed…* looks. The site of a source that is gone, and the folders above it. */
export const MAX_REPLACEMENT_PAGES = 6;
/** Title of a feed. It becomes a row, and a comment in the configuration. */
export const MAX_FEED_TITLE_CHARACTERS = 200;
/** Text of a page around a feed that it holds. More is a page that quotes a feed. */
export const MAX_TEXT_AROUND_FEED_CHARACTERS = 300;
/** Markup of a page that is made into nodes, without its scripts. What the links or the article of any page come to; it takes a second. */
export const MAX_MARKUP_CHARACTERS = 3_000_000;
/** Beginning of a page that *Add Source…* reads itself. It does so in the window; a thread has all of it. */
export const MAX_DISCOVERY_BYTES = 3_000_000;
/** Part of a text by which its encoding is guessed. Twenty times what tells it beyond doubt. */
export const MAX_CHARSET_SAMPLE_BYTES = 262_144;
/** Tags inside one link of a page. More than a card around an article ever holds. */
export const MAX_LINK_TAGS = 500;
/** Text inside one link of a page. A card around an article has some hundred characters. */
export const MAX_LINK_CHARACTERS = 4_000;
/** Nodes inside one link in which its headline is looked for. A card around an article has some dozens. */
export const MAX_LINK_NODES = 2_000;
/** Text of a link from which a headline is made. Twice the longest headline that is kept. */
export const MAX_HEADLINE_TEXT_CHARACTERS = 2_000;
/** Elements of a page inside each other around its links. Deeper ones are no list. */
export const MAX_NESTED_BLOCKS = 512;
/** Elements around a tag among which the one that it ends is looked for. An unclosed one is near. */
export const MAX_CLIMBED_BLOCKS = 64;
/** Elements of a drawing or formula inside each other. Drawings nest by the dozen. */
export const MAX_NESTED_DRAWING = 1_000;
/** Text around a link in which its headline is looked for. A row or a card has some hundred characters, and begins with it. */
export const MAX_BLOCK_CHARACTERS = 600;
/** Heading of a page that may be the headline of a link beside it. Longer ones are whole paragraphs. */
export const MAX_HEADING_CHARACTERS = 300;
/** Headline made of the text around a link. Longer ones end with their first sentence. */
export const MAX_BESIDE_CHARACTERS = 200;
/** Text of a page (job *contents*). A book of 500 pages. */
export const MAX_PAGE_TEXT_CHARACTERS = 1_000_000;
/** One block of data about a page in its head (JSON-LD). Pages describe themselves in some thousand characters. */
export const MAX_LINKED_DATA_CHARACTERS = 1_000_000;
/** Parts of one block of data about a page that are looked at. It has some dozens. */
export const MAX_LINKED_DATA_NODES = 1_000;
/** Text of an article for a summary of its page, at least. A page that gives less is a wall of consent or of payment. */
export const LEAST_ARTICLE_CHARACTERS = 400;
/** Text of an article (*Show Summary*). A report of fifty pages. */
export const MAX_ARTICLE_TEXT_CHARACTERS = 100_000;
/** One paragraph of a text that is summarised. Finding its sentences takes longer for each one of a longer text. */
export const MAX_PARAGRAPH_CHARACTERS = 10_000;
/** Sentences of a text that is summarised. What follows is detail, and the work grows with the square. */
export const MAX_SENTENCES = 300;
/** Text of an article in which indicators are looked for. More than its headline, summary and text come to. */
export const MAX_INDICATOR_TEXT_CHARACTERS = 40_000;
/** Indicators of one article. An article with more is a list, which belongs into a platform of its own. */
export const MAX_INDICATORS = 200;
/** Web address that is an indicator. Browsers and proxies give up on longer ones, and the beginning of one is another address. */
export const MAX_INDICATOR_URL_CHARACTERS = 2_048;

// Rules

/** A pattern of a name, or in `include` and `exclude`. Nobody writes longer ones by hand. */
export const MAX_PATTERN_CHARACTERS = 500;
/** Places of one pattern in one text. The first says as much as all. */
export const MAX_PATTERN_PLACES = 100;
/** Steps of a pattern of a name, once its repetitions are written out. So that all that is kept of an article takes milliseconds. */
export const MAX_NAME_PATTERN_STEPS = 2_000;
/** Text in which a pattern of a name is looked for. All that is kept of an article. */
export const MAX_NAME_PATTERN_TEXT_CHARACTERS = 50_000;
/** Steps of a pattern in `include` or `exclude`. It looks at every entry: some ten milliseconds for all of them. */
export const MAX_TERM_PATTERN_STEPS = 1_000;
/** Time of one pattern for one text. Only a pattern of huge repetitions comes near it. */
export const PATTERN_MS = 500;
/** Time of the rules of one source for all of its entries. Rules that take longer would hold up every scan. */
export const SOURCE_RULES_MS = 5_000;
/** One entry of `include` or `exclude`. Longer ones are no words to look for. */
export const MAX_TERM_CHARACTERS = 600;
/** A selector (`select`). Nobody writes longer ones by hand. */
export const MAX_SELECTOR_CHARACTERS = 500;

// Configuration

/** A configuration file. 10,000 names and 1,000 sources are a quarter of it. */
export const MAX_CONFIG_CHARACTERS = 1_000_000;
/** Values of a configuration file, with all that YAML aliases repeat. 10,000 names with rules and 1,000 sources are a third of it. */
export const MAX_CONFIG_NODES = 200_000;
/** Depth of a configuration file. Far above what one needs, far below what exhausts the stack of a parser. */
export const MAX_CONFIG_DEPTH = 64;
/** Problems told of one configuration file. Whoever has more mends the first ones first. */
export const MAX_CONFIG_PROBLEMS = 500;
/** A form of line (`records.onionLine`). Longer ones are no line any more. */
export const MAX_ONION_LINE_CHARACTERS = 300;

// What is remembered

/** New articles of one source that one scan keeps, the newest. A source that brings more at once is hostile, or was filled anew. */
export const MAX_NEW_ARTICLES = 1_000;
/** Further new articles of one source that are kept because a tracked name stands in them. What is looked for goes before what is new. */
export const MAX_NEW_MATCHED = 1_000;
/** Changed entries of one source that one scan looks at, the newest; the others with the next one. A source that changes more at once is hostile, or was made anew. */
export const MAX_REVISED = 1_000;
/** Stored articles of one source, the newest. Six hundred a day, for as long as they are kept. */
export const MAX_ARTICLES_OF_SOURCE = 20_000;
/** Articles of one source remembered as seen. What a large site lists in ten years. */
export const MAX_SEEN_OF_SOURCE = 100_000;
/** Time for which articles and matches are kept. A name that is added later still meets the articles of the month. */
export const KEEP_ARTICLES_DAYS = 30;
/** Time for which an address is remembered as seen that no source lists any more. What comes back once a year is not new. */
export const KEEP_SEEN_DAYS = 400;
/** Time after which a source is read whole, though it says that nothing is new. So that what it lists counts as listed. */
export const KEEP_VALIDATORS_DAYS = 30;
/** Time for which entries of the journal of what was sent out are kept. A quarter of a year. */
export const KEEP_ACTIVITY_DAYS = 90;
/** Entries of the journal of what was sent out. Two hundred a day. */
export const MAX_ACTIVITY_ENTRIES = 20_000;
/** Time for which an update of records can be undone. What its fields held is the largest part of the journal. */
export const KEEP_UNDO_DAYS = 30;
/** Articles of keywords that are remembered. More than fits into a sidebar. */
export const MAX_KEYWORD_ARTICLES = 5_000;
/** Sources that the configuration names no more and that are remembered as those of the folder. More than anybody takes out. */
export const MAX_FORMER_SOURCES = 10_000;
/** Runs of one source that are remembered. Enough to tell a bad day from a bad source. */
export const MAX_SOURCE_RUNS = 10;
/** Summaries that are kept. More are read anew when they are asked for. */
export const MAX_SUMMARIES = 100;
/** Objects of STIX whose last export is remembered. More than the articles of a month give; one that is left out counts as changed. */
export const MAX_STIX_VERSIONS = 50_000;
/** Age at which *Clean Up Result Files* lists a file. That of the original tool. */
export const KEEP_RESULTS_DAYS = 10;
/** A result file that is read for what it holds already. It is read line by line, and a foreign one may have no end. */
export const MAX_RESULT_FILE_BYTES = 64 * 1024 * 1024;
/** Name of a file that is made of a title. Of the 255 that file systems take, what leaves room for a date, a number and an ending. */
export const MAX_FILE_NAME_BYTES = 180;
/** Time for which a change waits for another window or the command line. Theirs take milliseconds. */
export const STATE_LOCK_MS = 10_000;
/** Time for which a change of the imported names waits for another window or the command line. A large one takes seconds. */
export const LIBRARY_LOCK_MS = 30_000;
/** Time for which writing to Cortex XSOAR and sending mail wait for another window or the command line. Theirs may take a while. */
export const WRITE_LOCK_MS = 60_000;
/** Time after which somebody who holds a lock and shows no life is passed over. Whoever is alive shows it every fifteen seconds. */
export const LOCK_SILENT_MS = 600_000;

// Names and lists

/** A file or an answer with names. The largest known bundle has 50 MB. */
export const MAX_IMPORT_BYTES = 100_000_000;
/** Time for a request for names, with its redirects. The largest one over a slow line. */
export const IMPORT_REQUEST_MS = 300_000;
/** Time to read names. Nobody waits longer for a list. */
export const IMPORT_PARSE_MS = 60_000;
/** Memory to read names. A bundle of 100 MB becomes about ten times as much in objects. */
export const IMPORT_HEAP_MB = 2_048;
/** Entries of one source of names. Ten times what the largest published collection has. */
export const MAX_IMPORT_ENTRIES = 200_000;
/** Names and aliases of one source of names. Five an entry. */
export const MAX_IMPORT_NAMES = 1_000_000;
/** Keys of the entries of one list of objects that are no known ones. Lists have some dozens. */
export const MAX_IMPORT_KEYS = 200;
/** Aliases of YAML in one source of names. A list of names has few; a hostile file multiplies itself with them. */
export const MAX_IMPORT_YAML_ALIASES = 100;
/** One name or alias. Longer texts are no names. */
export const MAX_NAME_CHARACTERS = 120;
/** Aliases of one entry. More than any actor is known by. */
export const MAX_ALIASES_OF_ENTRY = 500;
/** Name of an object of ATT&CK. Techniques have longer names than actors. */
export const MAX_ATTACK_NAME_CHARACTERS = 200;
/** Part of a description that is looked at. Enough for its first sentences, links and citations included. */
export const MAX_RAW_DESCRIPTION_CHARACTERS = 4_000;
/** Description of an entry. It is shown on hover. */
export const MAX_DESCRIPTION_CHARACTERS = 400;
/** Part of a description whose paragraphs are taken. Enough for two, links and citations included. */
export const MAX_RAW_PARAGRAPHS_CHARACTERS = 12_000;
/** One paragraph of a description. A long paragraph. */
export const MAX_DESCRIPTION_PARAGRAPH_CHARACTERS = 2_000;
/** The alias file. The 20,000 longest names that a sync writes. */
export const MAX_ALIAS_FILE_BYTES = 10_000_000;
/** Aliases of all records together, and of the alias file. What thousands of records have. */
export const MAX_ALIASES = 20_000;
/** Aliases taken from one record. Ten times what the best known actors have. */
export const MAX_ALIASES_OF_RECORD = 200;
/** The names file (`names.lock.yaml`). All the lines it may have, as long as they are written. */
export const MAX_NAMES_FILE_BYTES = 10_000_000;
/** Lines of the names file. 500 names with all that three imports have of them are a fifth. */
export const MAX_NAMES_FILE_LINES = 50_000;
/** One of these lines. A decision between a hundred actors. */
export const MAX_FACT_LINE_CHARACTERS = 10_000;
/** One of these lines that is not as TI Scraper writes it. Reading it as YAML takes longer than it is long. */
export const MAX_YAML_FACT_CHARACTERS = 2_000;
/** A name, an alias or an id in the names file. Four times what an import keeps of one. */
export const MAX_FACT_CHARACTERS = 500;
/** The address of a server in the names file. No server has a longer one. */
export const MAX_FACT_ADDRESS_CHARACTERS = 2_000;
/** Owners of one alias in the names file. Far more than any alias has. */
export const MAX_FACT_OWNERS = 200;
/** The names file where it is made shorter on demand. Four times what is read otherwise. */
export const MAX_COMPACTED_FILE_BYTES = 40_000_000;
/** A `.gitattributes` or `.gitignore` file. Those of the largest repositories have a few thousand lines. */
export const MAX_ATTRIBUTES_BYTES = 1_000_000;
/** An OPML file. 20,000 feeds with titles and addresses. */
export const MAX_OPML_BYTES = 10_000_000;
/** Feeds of an OPML file. More than anybody reads. */
export const MAX_OPML_FEEDS = 20_000;
/** Folders inside each other in an OPML file. Deeper ones are no order any more. */
export const MAX_OPML_FOLDERS = 16;
/** One element of an OPML file that is looked at. A feed has some hundred bytes. */
export const MAX_OPML_ELEMENT_BYTES = 65_536;
/** A title in an OPML file. It becomes a comment in the configuration. */
export const MAX_OPML_TITLE_CHARACTERS = 300;

// Stories

/** Time between two articles of one story, where nothing else is configured. News of an event follow one another within days. */
export const STORY_DAYS = 4;
/** Time from the first article of a story to its last. What is told longer is a subject, and would take in all of its news. */
export const MAX_STORY_DAYS = 14;
/** Part of a headline, and of what the feed says, by which stories are told. A longer one is no headline. */
export const MAX_STORY_TEXT_CHARACTERS = 400;
/** Articles with one word among which those of a story are looked for, the newest. A word of more is not rare: another leads to them. */
export const MAX_STORY_WORD_ARTICLES = 1_000;
/** Articles that one is compared with, those with the most in common. A story has some dozen. */
export const MAX_STORY_CANDIDATES = 300;
/** Articles of a story that a new one is held against, the newest. What a story is about is known by then. */
export const MAX_STORY_COMPARED = 24;
/** Stories with a mark or a remark. Those of a year and more. */
export const MAX_TRIAGED_STORIES = 10_000;
/** A remark on a story, or a reason why it is dismissed. It is one line. */
export const MAX_REMARK_CHARACTERS = 300;
/** Time until which a story may be put off. Its articles are not kept for longer. */
export const MAX_LATER_DAYS = 28;
/** Time for which the notes of a dismissed story can be brought back. Who dismisses a story knows why for so long. */
export const KEEP_DISMISSED_NOTES_DAYS = 14;

// Search

/** Articles that a search shows. Who has found more adds a word. */
export const MAX_SEARCH_RESULTS = 100;
/** What is searched for. A headline fits in. */
export const MAX_SEARCHED_FOR_CHARACTERS = 400;
/** Text of one article that is searched. Ten pages of print. */
export const MAX_SEARCHED_TEXT_CHARACTERS = 20_000;

// Cortex XSOAR

/** Time for a request to Cortex XSOAR, where no setting says otherwise. Searches of a busy server take long. */
export const XSOAR_REQUEST_MS = 60_000;
/** Time for a request to Cortex XSOAR, at most. After it a request is known to be on its way no more. */
export const MAX_XSOAR_REQUEST_MS = 600_000;
/** One answer of Cortex XSOAR. 500 records with a hundred notes each are about as large. */
export const MAX_XSOAR_ANSWER_BYTES = 8 * 1024 * 1024;
/** All answers to one search. Eight of the largest answers. */
export const MAX_SEARCH_CHARACTERS = 64 * 1024 * 1024;
/** Records that are kept of all searches of one run. Four of the largest searches. */
export const MAX_SEARCHES_CHARACTERS = 256 * 1024 * 1024;
/** Hits of one search. Ten times the indicators of a kind that a large server has. */
export const MAX_XSOAR_HITS = 50_000;
/** Pages of one search. In pages of 500, twice the hits of one search. */
export const MAX_SEARCH_PAGES = 200;
/** Depth of an answer. What the server is written with reads no deeper. */
export const MAX_XSOAR_DEPTH = 10_000;
/** An answer to a question without a key (*Set Up XSOAR*). A page of login has some kilobytes. */
export const MAX_PROBE_BYTES = 64 * 1024;
/** Clauses of one query. The server's search engine refuses more than 1,024. */
export const MAX_QUERY_CLAUSES = 1_000;
/** One query. Far beyond what names come to: only a list of absurd ones is split for its length. */
export const MAX_QUERY_CHARACTERS = 256_000;
/** Spellings from articles that are asked for beside those made of a name. More are mistakes of one reporter each. */
export const MAX_QUERY_SPELLINGS = 8;
/** Names in one query. Their records fit into one answer. */
export const NAMES_PER_QUERY = 50;
/** Searches at one time. The server has other users. */
export const XSOAR_SEARCHES_AT_ONCE = 4;
/** Writes at one time. The server has other users. */
export const XSOAR_WRITES_AT_ONCE = 8;
/** Times a search is sent, the first included. What fails four times needs longer than a retry. */
export const MAX_XSOAR_TRIES = 4;
/** Times a search is sent that gets no answer. One that hangs has cost its whole time already. */
export const MAX_XSOAR_TRIES_ON_TIMEOUT = 2;
/** Pause before a search is sent again. Somebody waits. */
export const LONGEST_RETRY_PAUSE_MS = 8_000;
/** Pause before a search is sent again where the server asks for one. Longer is not waited for: the failure says when to come back. */
export const LONGEST_RETRY_AFTER_MS = 60_000;
/** Failures in a row after which a server is left alone. It is down, and each request would cost its whole time. */
export const MAX_XSOAR_FAILURES = 5;
/** Time for which a failing server is left alone first, doubled with each failed trial. A restart takes about as long. */
export const FIRST_CIRCUIT_PAUSE_MS = 30_000;
/** Time for which a failing server is left alone, at most. Who has mended it waits for no longer. */
export const LONGEST_CIRCUIT_PAUSE_MS = 120_000;
/** Time for which a failing server is left alone where it asks for that. Whatever it asks, it is looked for again. */
export const LONGEST_ASKED_PAUSE_MS = 600_000;
/** Further edits of a record where somebody else was faster. Whoever loses four times will lose the fifth. */
export const MAX_EDIT_RETRIES = 3;
/** An answer that is shown as it came. Enough for any message. */
export const MAX_RAW_ANSWER_CHARACTERS = 4_000;

// Notes

/** Notes for one record. So many at once want a look. */
export const REVIEW_ABOVE_NOTES = 20;
/** Notes from one source, as a multiple of that. A source writes of several names. */
export const NOTES_OF_SOURCE_FACTOR = 2.5;
/** Notes for the folder, as a multiple of that. A day of much news. */
export const NOTES_OF_FOLDER_FACTOR = 5;
/** Time for which notes count. A day: whoever reviews does it daily. */
export const NOTES_WINDOW_MS = 86_400_000;
/** Age of news that are noted. What is older is in the record from elsewhere. */
export const NOTES_NOT_OLDER_DAYS = 7;
/** A note. A headline and its address fit many times. */
export const MAX_NOTE_CHARACTERS = 2_000;
/** A headline in a note. The longest that is kept of an article. */
export const MAX_NOTE_HEADLINE_CHARACTERS = 1_000;
/** Text of one note of a record that is read for addresses, from its end. A list that grows has its newest there. */
export const MAX_HELD_NOTE_CHARACTERS = 1_000_000;
/** Addresses of one note of a record, the last ones. More are no note. */
export const MAX_HELD_NOTE_ADDRESSES = 10_000;
/** One address in a note of a record. Those of articles have 4,096; escaped they may be longer in a note. */
export const MAX_HELD_ADDRESS_CHARACTERS = 16_384;
/** A note that may be one of ours. Longer texts are none: `note_max_length` allows no more. */
export const MAX_OWN_NOTE_CHARACTERS = 100_000;

// Updates of records

/** A list of names or values for an update. 20,000 names of 500 characters. */
export const MAX_LIST_BYTES = 10_000_000;
/** Names of a list for an update. More than a server has records of a kind. */
export const MAX_LISTED_NAMES = 20_000;
/** One name of a list for an update. Longer texts are no names. */
export const MAX_LISTED_NAME_CHARACTERS = 500;
/** Records that are gone through without a question. More of them were perhaps not meant. */
export const ASK_ABOVE_RECORDS = 200;
/** Time for the list of leak sites. It has 2 MB. */
export const LEAK_SITES_REQUEST_MS = 60_000;
/** The list of leak sites. Five times what it has. */
export const MAX_LEAK_SITES_BYTES = 10_000_000;
/** Time for which the list of leak sites is used without asking again. The service is asked once an hour at most. */
export const KEEP_LEAK_SITES_MS = 3_600_000;
/** Time for which the list of leak sites serves where its source does not answer. One that is older says nothing of today. */
export const KEEP_OLD_LEAK_SITES_MS = 604_800_000;
/** Lists of leak sites that are kept, the newest. Nobody has more sources of them. */
export const MAX_LEAK_LISTS = 3;
/** Groups of a list of leak sites. More than are known. */
export const MAX_LEAK_GROUPS = 10_000;
/** Hosts of one group. A record holds a line for each. */
export const MAX_LEAK_HOSTS = 200;
/** Other names of one group. More than any group is known by. */
export const MAX_LEAK_ALIASES = 30;
/** Text with other names of a group. It is a list of a few. */
export const MAX_LEAK_ALIASES_CHARACTERS = 1_000;
/** Name of a group. Longer texts are no names. */
export const MAX_LEAK_NAME_CHARACTERS = 100;
/** Address of a leak site. It becomes a line of a record. */
export const MAX_LEAK_ADDRESS_CHARACTERS = 500;
/** Title of a leak site. It becomes a part of that line. */
export const MAX_LEAK_TITLE_CHARACTERS = 120;
/** A line of a record that may be one of ours. Host, address and title are shorter. */
export const MAX_LEAK_LINE_CHARACTERS = 1_300;
/** A description or note in a report that people read. The machine's forms have all of it. */
export const MAX_REPORT_TEXT_CHARACTERS = 20_000;

// Mail

/** Mails that wait, the newest. Nobody reads a pile of digests. */
export const MAX_WAITING_MAILS = 20;
/** Articles of one mail. More is for the result file: mail servers refuse messages of some megabytes. */
export const MAX_MAIL_ENTRIES = 500;
/** One mail. Mail servers refuse messages of some megabytes. */
export const MAX_MAIL_CHARACTERS = 1_500_000;
/** A headline in a mail. It is one line of a list. */
export const MAX_MAIL_TITLE_CHARACTERS = 300;
/** A summary in a mail. Five long sentences. */
export const MAX_MAIL_SUMMARY_CHARACTERS = 2_000;
/** Summaries that are made for one mail. A scan may bring hundreds of articles: nobody waits for all of their pages. */
export const MAX_MAIL_SUMMARIES = 50;
/** Time for a connection to the mail server and its greeting. A server that has said nothing by then is down. */
export const MAIL_CONNECT_MS = 20_000;
/** Time between two answers of the mail server. A large mail through a scanner takes its time. */
export const MAIL_ANSWER_MS = 60_000;

// What is shown

/** A text of strangers in one place of a review. A line of it is what one compares. */
export const MAX_SHOWN_CHARACTERS = 500;
/** One value of a record in a review. *Show as Diff* has all of it. */
export const MAX_SHOWN_FIELD_CHARACTERS = 20_000;
/** Elements of a list in a review, each by itself. *Show as Diff* has all of them. */
export const MAX_SHOWN_FIELD_LINES = 200;
/** Sentences of one kind in a review. A page with tens of thousands cannot be scrolled. */
export const MAX_SHOWN_SENTENCES = 500;
/** Lines of what came of a review. What came of the rest stands in the log. */
export const MAX_SHOWN_RESULTS = 500;
/** Articles of a keyword in the sidebar, the newest. More cannot be looked through. */
export const MAX_SHOWN_KEYWORD_ARTICLES = 200;

// Jobs of your own

/** Jobs of your own in one folder. Each is read for each look at the folder. */
export const MAX_OWN_JOBS = 50;
/** Fields that a job takes out of an item, and columns it writes. Nobody reads a wider table. */
export const MAX_EXTRACT_FIELDS = 50;
/** Layout of an item, or of a cell of a column. Some lines. */
export const MAX_LAYOUT_CHARACTERS = 2_000;
/** Items of one page. A list of all victims of all groups has so many. */
export const MAX_EXTRACTED_ITEMS = 10_000;
/** Text of one item in which terms and names are looked for. Ten pages of print. */
export const MAX_ITEM_TEXT_CHARACTERS = 20_000;
/** One field of an item. A paragraph. */
export const MAX_EXTRACTED_CHARACTERS = 2_000;
/** Rows of one job that are shown. What is beyond stands in its result files. */
export const MAX_KEPT_ROWS = 5_000;
/** Rows of one job that are known. Ten years of the busiest leak sites. */
export const MAX_KNOWN_ROWS = 100_000;
/** Words of a command line, and names of variables and secrets a script takes along. Nobody writes more by hand. */
export const MAX_SCRIPT_WORDS = 50;
/** File of a script. Programs of a million lines are no scripts. */
export const MAX_SCRIPT_FILE_BYTES = 64_000_000;
/** Time of a script, where its job says nothing. Enough for some requests. */
export const SCRIPT_SECONDS = 60;
/** Time that a job may give its script. A scan waits for it. */
export const MAX_SCRIPT_SECONDS = 3_600;
/** Time in which a script may end by itself once it is asked to. It may have files to close. */
export const SCRIPT_GRACE_MS = 5_000;
/** One message of a script. An article with its text. */
export const MAX_SCRIPT_LINE_BYTES = 1_000_000;
/** Output of a script in one run, and recorded input that is replayed. A hundred pages of the largest kind. */
export const MAX_SCRIPT_OUTPUT_BYTES = 64_000_000;
/** Messages of a script in one run. More than anybody looks at. */
export const MAX_SCRIPT_MESSAGES = 100_000;
/** What a script writes for people. Its end says why it has failed. */
export const MAX_SCRIPT_LOG_BYTES = 1_000_000;
/** One value that a script proposes for a record. Descriptions of vendors are far shorter. */
export const MAX_PROPOSED_CHARACTERS = 20_000;
/** Values that one change of a script adds to a field of a record, or takes out of it. No record has so many aliases. */
export const MAX_PROPOSED_VALUES = 500;
/** Items that the script of one job has left out and is not asked about again. A busy day's feed for years. */
export const MAX_DROPPED_ITEMS = 100_000;
/** What a script has kept for its next run. It is read and written with each. */
export const MAX_SCRIPT_STATE_CHARACTERS = 1_000_000;
/** Source of a page that a script is given. Pages are far shorter. */
export const MAX_SCRIPT_PAGE_CHARACTERS = 1_000_000;
/** Failures of a script in a row after which its job does not run by itself any more. What fails three times needs somebody. */
export const MAX_SCRIPT_FAILURES = 3;
