/**
 * Words that stand in the news for themselves far more often than for a threat: everyday English, the language of the
 * trade, places and products, and German words that look like names. Base forms only; `isPlainWord` knows the endings.
 * Rare words (a beast of legend, a mineral, a spice) are left out on purpose: where they stand in a headline about
 * security, they are mostly the name.
 */
export const PLAIN_WORDS = `
a about above abuse access accident according account accuse across act action active actor actual add address admin
adult advance advantage adversary advice affair affect afraid africa after again against age agency agenda agent ago agree
agreement aid aim air airline airport alarm album alert alien alive all alliance allow ally almost alone along alpha
already also alternative although always amateur amazing ambassador ambush amend america among amount an analysis analyst
ancient and angel angle angry animal announce annual anonymous another answer any apart apartment app appeal appear
application apply appoint approach approve april arab architect archive area arena argue arm armor army around arrest arrive
arrow art article artist as ash asia aside ask asset assistant at atlas atom attach attack attempt attend attention
attorney auction audience audio audit august aunt australia author authority auto autumn available avenue average avoid
award aware away
baby back backdoor background backup bad badge bag bait balance ball ban band bandit bank banker bar bare bark barrel base basic basket
bat battery battle bay beach beacon bean bear beast beat beauty beaver because become bed bee beef beer before beg begin
behavior behind being believe bell belong below belt bench bend benefit best beta bet better between beware beyond bid big
bike bill billion bind bio bird birth bit bite bitter black blackout blade blame blank blast bless blind blink block
blog blood bloody bloom blow blue board boat body bold bolt bomb bond bone bonus book boom boost boot border born boss bot botnet both
bother bottle bottom bounce bound bow bowl box boy brain brake branch brand brave brazil breach bread break breakfast breath
breeze brick bride bridge brief bright bring britain british broad broadcast broken broker bronze brother brown browser
brush brute bubble buck bucket budget buffer bug build bulk bull bullet bundle burn burst bus bush business busy but
butter butterfly button buy by bye bypass byte
cab cabin cabinet cable cache cage cake california call calm camera camp campaign can canada cancel cancer candidate candy cap
capable capital captain captcha capture car carbon card care career cargo carry cart case cash cast castle cat catch cause
cave ceiling celebrate cell center central century ceo certain certificate chain chair challenge chamber champion chance change
channel chaos chapter character charge charity charm chart chase chat cheap cheat check cheese chef cherry chest chicken
chief child children chile china chinese chip choice choose chrome church cinema circle circuit citizen city civil claim clash class
classic clean clear clever click client cliff climate climb clip cloak clock clone close closed cloth cloud clown club clue cluster coach
coal coast coat code coffee coin cold collapse collar collect college color combat combine come comedy comet comfort command
comment commerce commission commit committee common company compare compete complete complex component compromise computer
concept concern concert conclude condition conduct conference confirm conflict connect consider consist consumer contact contain
content contest context continent continue contract control convert convince cook cookie cool copper copy core corn corner
corona corporate correct corrupt cost cotton council count counter country county couple courage course court cousin cover
covert covid cow crack craft crash crazy cream create creator creature credential credit creep creepy crew crime criminal crisis critic critical crocodile cross
crow crowd crown cruel cruise crush cry crypt crypto crystal cuba cube cup cure currency current curse curtain curve custom customer cut
cute cyber cyberattack cybercrime cybersecurity cycle
dad daily damage damn dance danger dangerous dare dark darkness darknet data database date daughter dawn day dead deadline deal
dear death debate debt decade december decide deck declare decoy decrease decryptor deep deer default defeat defend defender defense deface define degree
delay delete deliver delta demand democrat demon deny department depend deploy depth derby desert deserve design desire desk desktop despite destroy
destroyer detail detect detective determine develop device devil dialog diamond die diesel diet differ difference different digital dime dinner direct
director dirt dirty disaster disclose discord discover discuss disease dish disk disney display distance district dive divide divine dns do
doctor document dog doll dollar domain domestic door dot double doubt down download downloader dozen draft drag dragon drain drama draw dream dress drift
drill drink drive driver drone drop dropper drug drum dry duck due dummy duel dump dust dusty dutch duty dwarf dynamic
each eager eagle ear early earn earth earthquake ease east easter eastern easy eat echo eclipse economic economy edge edit editor educate effect effort
egg egypt eight either elder elect election electric electron elegant element elephant eleven elite else email embargo embassy emerge emergency emotion empire employ
employee empty enable encounter encrypt end enemy energy enforce engine engineer england enigma enjoy enough ensure enter enterprise entire entry envoy
environment epic episode equal equip error escape espionage essential estate eternal ethereum europe european eve even event ever every evidence
evil evolution exact exam example except exchange excite excuse execute exercise exist exit exotic expand expect expense experience experiment expert
explain explode exploit explore explorer export expose express extend extension extra extreme eye
fabric face facebook fact factor factory fail fair fairy faith fake falcon fall false fame family famous fan fancy far farm fashion fast fat fatal
fate father fault favor fax fbi fear feature february federal fee feed feel fellow female fence fever few field fifteen fifth fifty fight fighter figure
file fileless fill film filter final finance financial find fine finger finish fire firefox firewall firm firmware first fish fit five fix flag flame flash flat flaw
flavor flee fleet flesh flight float flood floor florida flow flower fluid fly focus fog fold folder folk follow food fool foot football for force forecast
foreign forest forever forge forget fork form formal former formula fort fortune forum forward found foundation founder four fox fraction frame framework france fraud free
freedom freeze french frequent fresh friday friend frog from front frost frozen fruit fuel full fun function fund funny fury fusion future
gain galaxy gallery gamble game gamma gang gap garage garbage garden gas gate gateway gather gaza gear gem gender gene general generate generation generator genesis genius
gentle gentleman german germany gesture get ghost giant gift girl give glad glass global globe glory glove go goal goat god gold golden golf good google gossip government
governor grab grace grade graduate grain grand grant grape graph grass grave gravity gray great greece greek green grey grid grief grip ground group grow growth guarantee guard
guardian guess guest guide guilty guitar gulf gun guy gym
habit hack hacked hacker hacktivist hair half hall hammer hand handle hang happen happy harbor hard hardware harm harvest hat hate haunt have haven hawk hazard he head
headline heal health hear heart heat heaven heavy hell hello helmet help her herd here heritage hero hidden hide high hijack hill him hint hip hire history hit hive hobby hold
hole holiday hollow holy home honest honey honor hood hook hope horizon horn horror horse hospital host hostage hostile hot hotel hour house how huge human humble humor hundred hunger
hungry hunt hunter hurdle hurricane hurry hurt husband hybrid
ice icon idea ideal identity idle idol if ignore ill illegal image imagine immune impact imperial import important impose impossible impostor improve in inc inch incident include income
increase indeed independent index india indian indicate industrial industry infect inferno infinite infinity influence inform infostealer initial inject injury ink inner innocent input inquiry insect insert
inside insider inspect install installer instance instant instead insurance integrity intel intelligence intend interest interim internal internet interview into introduce intrude
invade invent invest investigate invisible invite invoice involve iran iraq ireland iron island israel issue it italy item
jackpot jade jail jam january japan jar java jazz jealous jet jewel job join joke joker journal journey joy judge juice july jump june jungle junior jury just justice
keep kernel key keyboard keylogger kick kid kill killer kind king kingdom kiss kit kitchen kitten kitty knife knight knock know korea korean kraken
lab label labor labyrinth lack ladder lady lake lamb lamp land landscape lane language laptop large laser last late latin launch laundry law lawsuit lawyer layer lazy lead leader leaf league
leak lean learn lease least leather leave leverage left leg legacy legal legend legion lemon lend length lens less lesson let letter level liberty library license lie life lift light lightning like limit line link
linux lion lip liquid list listen little live load loader loan lobby local lock locker locked log logic login london lonely long look loop loose lord lose loss lost lot lottery lotus loud love low loyal luck lucky luna lunch luxury
mac machine mad madness max mini mafia magazine magic magnet maid mail main major make malware male mall mammoth man manage manager manual many map maple marathon marble march margin marine mark market marriage mars martian mask mass master match
matrix matter mature maximum may maybe mayor maze me meal mean measure meat mechanic media medical medicine medium meet melody melt member memory mention menu merchant mercy merge merit mess message messenger metal
meteor method metro mexico microsoft middle midnight might mighty military milk mill million mimic mind mine miner minimum minister minor minute miracle mirage mirror miss missile mission mist mix mobile mode model modern module
mole moment monday monero money monitor monkey monster month monument mood moon moral more morning moscow most moth mother motion motor mount mountain mouse mouth move movie much mud mule multi municipal murder murky muscle museum mushroom
music must mute mutual mystery mystic myth
nail naked name narrow nation national native nature naughty navy near neat neck need needle neighbor neither nerve nest nexus net network neural neutral never new news newspaper next nice night nightmare nine ninja nitro no noble nobody noise none noodle noon
nor normal north northern nose not note nothing notice nova novel november now nowhere nuclear number nurse nut
oak oasis object oblivion observe ocean october odd odyssey of off offer office officer official often oil okay old olive olympic omega on once one onion online only open opera operate operation operator opinion opportunity oppose
option or oracle orange orb orbit orchid order ordinary organ organize orient origin original orphan other our out outage outbreak outcome outlaw outlook output outside oval over owl own owner oxygen
pacific pack package packet page pain paint pair pakistan palace pale palm panda panel panic paper parade paradise paradox parallel parcel pardon parent paris park parrot part partner party pass passport password past patch path patient patriot pattern pause pay payload payment
pdf peace peak pearl pen penguin people pepper percent perfect perform perhaps period permit person pet petrol phantom phase phish phishing phoenix phone photo phrase physical piano pick picture pie piece pig pilot pin pink pioneer pipe pipeline piracy pirate pistol pit pizza place plague plain
plan planet plant plasma plastic plate platform platinum play player plea plead please pledge plot plug plugin plus pocket poem poet poison poker poland polar pole police policy polish polite politic poll pool poor pop popular population port portal portrait position positive possible post potato pound
poverty powder power practice praise pray predator prefer premier premium prepare present president press pressure pretty prevent prey price pride priest primary prime prince princess print printer prior prison privacy private prize probe problem process produce product profession professor profile profit
program progress project promise promo promote proof proper property prophet proposal protect protest proton proud prove provide province provoke proxy public publish pull pulse pump punch punish punk puppet purchase pure purple purpose pursue push put puzzle pyramid python
qr quality quantum quarter queen query quest question queue quick quiet quit quote
rabbit race radar radiant radical radio rage raid rail rain rainbow raise rally ram random range rank ransom ransomed ransomware rapid rare rat rate rather raven raw ray razor reach react reactor read ready real reality realm reaper reason rebel recall receipt receive recent recipe record recover recruit
red redirect reduce refer reflect reform refuge refund refuse regard regime region register regret regular reject relate relative relax relay release relic relief remain remedy remember remote remove rent repair repeat replace reply report republic request rescue research reserve resident resist resort resource
response rest restaurant restore result retail retire return reveal revenge revenue reverse review revolt revolution reward rich ride rider rifle right rigid ring riot rip ripple rise risk ritual rival river road roar rob robber robin robot rock rocket rogue role roll romance rome roof rook room root rootkit rope rose rotten rough
round route router routine row royal rub rubber ruby rude ruin rule ruler rumor run rural rush russia russian rust rusty ruthless
sabotage sad safari safe safety saga sage sail saint sake salad salary sale salesforce salmon salt same sample sanction sand sandbox satan satellite satire saturday saturn sauce savage save say scale scam scan scandal scanner scar scarab scare scatter scenario scene schedule scheme school science scope score scorpion scout scrap scream screen script
sea seal search season seat second secret secrets section sector secure security see seed seek seem segment seize select self sell senate send senior sense sensor sentence separate september sequence sergeant serial series serious serve server service session set settle setup seven seventy sever severe sex shade shadow shadows shadowy shake shape share shark
sharp she shed sheep sheet shelf shell shellcode shelter sheriff shield shift shine ship shirt shock shoe shoot shop short shot should shoulder shout show shower shrink shut shutdown shy sick side siege sight sign signal signature silence silent silk silly silver similar simple since sing single sink siren sister sit site six sixty size
skeleton skill skimmer skin skip skull sky slack slam slave sleep slice slide slim slip slow small smart smash smell smile smoke smooth snack snail snake snap snatch snow so soap soccer social society socks soft software soil solar soldier sole solid solo solution solve some son song soon sorry sort soul sound soup source south southern
space spain spam spark speak special spectrum speculate speech speed spell spend sphere spice spider spike spin spiral spirit split sponsor spoof spook spoon sport spot spray spread spring spy spyware square squad squeeze squid stable stack staff stage stain stake stalker stamp stand standard star stark start state station status stay steady steal stealer stealth steam steel
steep stem step stick sticky still sting stock stolen stone stop store storm story straight strain strange stranger strategic strategy stream street strength stress stretch strict strike string strip strong structure struggle student studio study stuff stupid style subject submit subtle suburb subway success such sudden suffer sugar suggest suit sultan summer summit
sun sunday sunrise sunset super supply support supreme sure surf surface surge surgery surprise surrender surround survey survive suspect swamp swarm swear sweat sweden sweep sweet swift swim swing swiss switch sword symbol syndicate synthetic syria system
tab table tablet tackle tactic tag tail taiwan take tale talent talk tall tank tap tape target task taste tax tea teach team teamviewer tear tech technical technology teen telecom telegram telephone television tell teleport temp temple temporary ten tend tennis tension tent term terminal terminator terrible terror test texas text than thank that the theater theft
their them theme then theory there they thick thief thin thing think third thirty this thorn thousand thread threat three thrill throne through throw thumb thunder thursday ticket tide tie tiger tight time tin tiny tip tired titan title to toast today toe together toilet token tokyo tomorrow ton tone tongue tonight too tool tooth top topic
torch tornado torture total touch tough tour toward towel tower town toxic toy trace track tracker trade tradition traffic tragedy trail train trainer traitor transfer transform translate transparent transport trap travel treasure treat treaty tree trend trial triangle tribe trick trigger trillion trip triple trojan troop trouble truck true trump trust truth
try tsunami tube tuesday tunnel turbo turkey turn turtle tutor twelve twenty twice twin twist twitter two type typical tyrant
ugly ukraine ultimate ultra umbrella unable uncle under underground understand uniform union unique unit unite unity universe university unknown unless unlock until unusual up update upgrade upload upper upset urban urge us use user usual utility
vacuum valid valley value vampire van vanilla vanish vapor variant variety various vast vault vector vegas vehicle velvet vendor venom venue venus verb verdict verify version very vessel veteran vice victim victor victory video vietnam view viking village violet violin vip viper viral virgin virtual virus visa visible vision visit vital vivid vlan voice
void volcano volume volunteer vortex vote voyage vulnerable vulture
wage wagon wait wake walk wall wallet wander want war warden warlock warm warn warrior wash washington waste watch watchdog water wave wax way we weak wealth weapon wear weather web website wedding wednesday weed week weekend weight weird welcome well west western whale what wheat wheel when where which while whisper whistle white who whole why
wide widow wife wifi wiki wild will win wind windows wine wing winner winter wiper wire wisdom wise wish witch with wither within without witness wizard wolf woman wonder wood wool word work worker world worm worry worse worst worth would wound wrap wreck wrist write writer wrong
yacht yahoo yard year yellow yes yesterday yet yield yoga you young your youth youtube
zebra zero zip zombie zone zoo zoom
adobe alibaba amazon android apache apple aws azure binance bing bitcoin bluetooth chatgpt cisco citrix cloudflare copilot docker dropbox exchange excel fortinet gemini github gitlab gmail grok huawei ibm icloud instagram ios ipad iphone itunes ivanti jenkins linkedin macos mastercard meta mozilla netflix nokia nvidia openai openssl outlook paypal
playstation qualcomm reddit roblox samsung shopify siemens signal skype snapchat sony spotify starlink steam tencent tesla tiktok tor twitch uber unix ups vmware vodafone vpn wechat whatsapp wikipedia windows wordpress xbox
african american arabic asian athens austria australian austrian bangkok bangladesh barcelona beijing belarus belgian belgium berlin boston brazilian brussels bulgaria canadian chicago colombia croatia czech dallas danish denmark dubai estonia finland finnish geneva georgia hungary iranian iraqi irish israeli italian japanese jordan kazakhstan kenya kuwait latvia
lebanon lithuania madrid malaysia manila melbourne mexican miami milan moldova mongolia munich nato nepal netherlands nigeria norway norwegian oman oslo palestine palestinian panama peru philippines polish portugal portuguese prague qatar romania rotterdam saudi scotland seattle seoul serbia singapore slovakia slovenia spanish stockholm sweden swedish switzerland
sydney syrian taiwanese thai thailand toronto turkish ukrainian utah venice venezuela vienna vietnamese virginia warsaw yemen zurich
alle aber achtung alarm angriff anlage apfel arbeit arzt auge aus bande bauer beere berg bericht bild blatt blau blick blitz blume boden brand brief brot bruder buch bund burg dampf daten dein die dienst ding dorf drache druck ein eis ende engel ente erde ernte falke fall falle familie feind feld fest feuer fisch fluch flug fluss frau freund
fuchs gast gefahr geist geld gericht geschichte gift glas glocke graben grenze grund gruppe gut hafen hai halle hand hase haus held herbst herz hilfe himmel hirsch hof hund jagd jahr kaiser kammer karte katze kaiser kern kette kind kirche klasse kluft kopf kraft kralle kreis krieg kugel kunst lager lampe land leben lehrer leiter licht liebe
loch luft macht mann markt maske mauer maus meer meister messer mond morgen mut nacht nadel nebel netz nur opfer palast platz pfeil pferd polizei preis rabe rache rad rand raum recht regen reich reise riese ritter rot ruf ruhe sache sand schatten schatz schiff schild schlag schlange schloss schule schutz schwarz schwert see seele seite sicher
sieg sonne spiegel spiel spinne stadt stein stern stimme straf strafe sturm stunde tag tal tanz tasche tat taube teufel tier tisch tochter tod tor traum turm uhr vater vogel volk wache wald wand wasser weg weiss welle welt wind wolf wolke wort wunder zahl zauber zeichen zeit ziel zorn zug zukunft zwerg
ability absent absolute absorb abstract absurd academic academy accent acceptance accessory accomplish accountant accurate achieve acid acknowledge
acquire activate actress acute adapt addition adequate adjust administer admire admission adolescent adopt adore advertise advise aesthetic affection
affiliate afford aggressive agile agony agriculture airplane aisle alcohol algebra algorithm allocate alphabet alter altitude aluminum ambition
ambulance amuse analog ancestor anchor anger ankle anniversary annoy anticipate antique anxiety anxious apologize apparatus apparent appetite applause
appliance appraise appreciate apprentice appropriate approximate aquarium arch arctic arise armchair aroma arrange arrival artificial ascend asphalt
assemble assembly assert assess assign assist associate assume assure athlete atmosphere attain attic attraction attribute audible automate automobile
avalanche avert aviation await awkward axis bachelor backpack backyard bacteria bakery balcony bald ballet balloon ballot bamboo banana bandage banner
banquet barber bargain barn barrier basement basin batch bath beam beard behave belief belly berry besides betray beverage bicycle biology bishop
blanket blaze bleed blend blossom blouse blur blush boil bore boundary boxer breakthrough breathe breed brilliant brisk brittle brook broom bruise
buckle bulb bump bunch bunker burden bureau bustle butcher buyer buzz cafe calculate calculator calendar calf canal candle cannon canoe canvas canyon
capacity cape capsule caption caravan cardboard carnival carpenter carpet carriage carrot cartoon carve cascade casino casual catalog cater cathedral
cattle caution cease celebrity cement cemetery census ceremony chalk charcoal charter cheek cheer chemical chemist chess chew chimney chin choir chore
chorus chunk cigar circular circus civic clap clarify clay cleaner cleanup clerk clinic closet clutch coalition coconut coil coincide collaborate
colleague collection column comb comic commodity communicate community companion compass compel compensate compile complain complement compose
compound comprehend compress compute conceal concede concentrate concrete condemn condense cone confess confidence confident confine conform confront
confuse congress conquer conscience conscious consent consequence conserve console conspiracy constant constitute construct consult consume
contemporary contempt contrary contrast contribute convene convention converge convey convict cooperate coordinate cope coral cord cork corpse
correspond corridor cosmetic costume cottage couch cough counsel countless coward cradle crate crawl crayon craze creation creek crest cripple crisp
criticize crop crumble crust cuisine culprit cult culture cupboard curb curious curl curriculum cushion cylinder cynical dairy dam damp darling dart
dash dealer dean debris decay deceive decent decision decline decorate dedicate deed deem defect defer deficit definite delegate deliberate delicate
delicious delight demolish demonstrate denial dense dentist depart depict deposit depress deprive deputy derive descend describe despair desperate
destination detach detain deter deviate devote dialect diary dictate dictionary digest dignity dilemma diligent dimension diminish dine dinosaur dip
diploma diplomat disable disagree disappear disappoint discard discipline discount discreet disgrace disguise dislike dismiss disorder dispose dispute
disrupt dissolve distinct distort distract distress distribute disturb ditch diverse divorce dizzy dock doctrine dominate donate donkey donor doom
dose dove downtown drastic drawer dread drought drown dull dumb duplicate durable duration dusk dwell dye earnest easel ecology edition efficient
elaborate elastic elbow elevate elevator eliminate embed embody embrace embroider emphasis empower enact enclose encourage endless endorse endure
engage enhance enlarge enormous enrich enroll entertain enthusiasm entity entrance envelope envy epidemic equity era erase erect erode errand erupt
essay essence establish estimate ethic ethnic evaluate evident evoke evolve exaggerate examine exceed excess exclude executive exempt exert exhaust
exhibit exile expedition expel expire extinct extract extraordinary eyebrow fable fabulous facade facility faculty fade faint familiar fantastic
fantasy fare farmer fascinate fasten fatigue favorite feast feather feedback ferry fertile festival fetch fiber fiction fierce filth fireman fist
flair flake flap flexible flip flock flour flu flush flute foam foil fond forbid forehead forgive format fossil foster foul fountain fragile fragment
freight frequency fringe frontier frown frugal frustrate fulfill funeral fur furious furnace furniture fuse fuss gallon garlic garment gasp gauge gaze
generous genuine geography giggle ginger giraffe glance glare glide glimpse glitter gloom glow glue goose gorgeous gospel govern gown gradual grammar
grandmother graphic grasp grateful gravel greed greet grin grind grocery groom gross grove growl guidance guilt gulp gum gust gutter habitat hail
halfway hallway halt hammock handful handicap handsome handy harass hardly hardship hare harmony harness harsh haste hatch haul hay headache
headquarters heap hedge heel height heir helicopter helpful hen heroic hesitate hiccup highlight hike hinder hinge hockey hoist holder hop hover hub
hug hum humid hunch hydrogen hygiene hymn idiot ignorance illusion illustrate imitate immense immigrant immortal impatient impeach imperfect implement
imply impress impulse inbox incentive incline incorporate increment individual indoor induce indulge infant infer inferior inflate informal ingredient
inhabit inherit inhibit initiate innovate inspire instinct institute instruct instrument insult integrate intellect intense intent interact intercept
interface interfere interior intermediate interpret interrupt interval intervene intimate inventor invitation ironic irony isolate itch ivory jacket
jargon jaw jelly jersey jockey joint jolly joyful judgment jumble juror justify juvenile kettle keyhole kidney kindergarten kneel knit knob knot
knowledge laborer lace lad landlord landmark lap largely larva lash lasting latch latitude laugh lava lavish lawn layout leaflet leaky leap learner
lecture legislate leisure lemonade lender lengthy liability liaison liberal liberate lick lid lifetime likewise limb lime limestone limp linen linger
literature litter liver livestock loaf lodge lofty loom loosen lounge lover luggage lumber lunar lure lush lyric machinery magnificent magnify mailbox
maintain majesty majority makeup mandate mango manner manor mansion mantle manufacture manuscript mascot massage masterpiece mate meadow meaning
meanwhile mechanism medal mediate medieval meditate mellow membrane memoir menace mentor merely meridian merry mesh metaphor microphone microwave
midday migrate mild mile milestone mineral mingle miniature minimal mint miserable misery mislead mixture moan mock moderate modest modify moist
molecule momentum monarch monastery monk monopoly monsoon morale mortal mosaic mosque moss motel motive mould mourn mouthful movement mow muddy mumble
murmur mustard mutter naive namely nap napkin narrate nasty navigate nearby necessary necklace neglect negotiate nephew nevertheless nickname niece
nod noisy nominate nostalgia notable notebook notify notion nourish novice numb numerous nursery nutrition nylon oath obey obligation obstacle obtain
obvious occasion occupy occur octave odor offend offering offset omen omit onset onward opaque opponent optic optimism optimist optional orchard
ordeal organic organism ornament outer outfit outlet outline outrage outsider outstanding oven overall overcome overflow overlap overlook overseas
overtake overturn overview owe pace pad paddle painter pamphlet pancake pane pant parachute paragraph paralyze parental parliament partial participate
particle particular partition passage passenger passion passive pasta paste pastry pasture patent pathetic patience patrol patron pavement paw peach
peanut pear peasant pebble peculiar pedal pedestrian peel peer penalty pencil pension perceive percentage perfume perish permanent permission persuade
pessimist petition petty phenomenon philosophy photograph physics pickle picnic pierce pile pill pillar pillow pinch pine pint pitch pity pivot
planner plantation plaster plateau playful pleasant pleasure plenty plow pluck plumber plunge plural poetry pollute pond pony popcorn porch pore pork
portable portion pose possess poster posture pottery pouch pour practical prairie preach precede precious precise predict preface pregnant prejudice
preliminary premise preparation prescribe presence preserve prestige presume pretend prevail previous priceless primitive principal principle
privilege probable procedure proceed proclaim productive profound prohibit projector prolong prominent promising prompt prone pronounce propel
prophecy proportion propose prosecute prospect prosper protein prudent psychology puff pulp pumpkin punctual pupil puppy purchaser purse quaint quake
qualify quantity quarrel quarry quart quench quiver quota quotation racket radiate radius raft rag raisin rake ramp ranch rap rarely rash raspberry
ratio rational rattle realize reap rear reassure recede reckless reckon recline recognize recollect recommend reconcile rectangle recycle reef refine
refrain refresh refrigerator regulate rehearse reign reinforce rejoice reliable relieve religion reluctant rely remark remind remnant renaissance
render renew renown repeal repel replica reproduce reptile reputation require resemble resent reservoir reside residence resign resolve respect
respond restless restrain restrict resume retain retina retreat retrieve reunion reuse revise revive revolve rhyme rhythm rib ribbon rice riddle ridge
ridicule rinse ripe roast robe robust rod rooster rotate rover rug rugged rumble runner runway rustle sacred sacrifice saddle sailor salon salute
sanctuary sandal sane sarcasm satisfy sausage savings scaffold scarce scarf scent scholar scissors scold scoop scorn scramble scratch screw scroll
sculpture seam seclude secondary seldom selfish seminar senator sensation sensible sensitive sentiment sequel sermon servant settlement several sew
shack shaft shallow shame shampoo shave sheer shepherd shimmer shin shiny shiver shore shortage shorts shovel shred shrewd shriek shrimp shrine shrug
shuffle shuttle sibling sideways sieve sigh sightseeing sill sincere singer sip sketch ski skillful skirt slap slate sled sleeve slender slight
slipper slogan slope slot slump smear smother smug sneak sneeze sniff snore snug soak soar sob socket soda sofa solemn solitary soothe sophisticated
souvenir sovereign spacious spade span spare sparkle spatial spear specimen spectacle spectator spine spoil spoke sponge spontaneous spouse sprinkle
sprint sprout squash squeak stab stability stadium stairs stale stall stamina stance staple starve statement static statue stature statute steak steer
stereo sterile stew stiff stimulate stir stitch stocking stomach stool stoop stove straw strawberry stray streak stride stroke stroll stubborn stumble
stun sturdy submarine subscribe subsequent substance substitute subtract suck sufficient suffix suicide suite sulk sum summary superb superior
supermarket supervise supper supplement suppose suppress surgeon surname surplus surrogate suspend suspicion sustain swan swap sway swell swimmer
swirl swollen syllable symmetry sympathy symphony symptom syrup tablecloth tact tailor tame tangle tariff tart taxi teammate tease technique tedious
teenager teeth temper temptation tenant tender terminate terrace terrain terrify territory testify testimony textile texture thaw theology therapy
thermal thermometer thesis thigh thirst thorough thoughtful threshold thrift thrive throat thrust tick tickle tidy timber timid tissue tobacco toddler
tolerate tomato tomb tonic torment torrent toss totem tournament trait transaction transcript transit translator transmit trash traverse tray tread
tremble tremendous trench tribute trim triumph trivial troll tropical trot trousers truce trumpet trunk trustee tuition tumble tuna twig twilight
twinkle ulcer unanimous undergo underneath undertake undo undress unfold unify universal unlikely unrest unveil upcoming uphold upright uproar upside
upstairs upward urgent usage useful usher utensil utter vacant vacation vaccine vague vain vanity variable vase vegetable veil vein velocity venture
verbal verge verse vertical veto via vibrate vicar vicious vigor villain vine vinegar violate violent virtue vocabulary vocal vogue volatile volt vow
vowel vulgar waist waiter waitress wardrobe warehouse warfare warrant warranty wary weaken weary weave wed weep welfare wharf whip whirl whisk whisker
widen width wilderness willing wink wipe wit woe worship worthy wreath wrestle wrinkle yarn yawn yearn yeast yell yogurt yolk zeal zigzag
aura benchmark chromium covenant done donut exodus havoc incognito lurk manifesto mega offline purge snowflake tycoon regex heartbleed lockout hardcoded freemium malvertising webinar podcast keynote newsletter roundup recap
`;
