"""Words of this project for texts that no page ever held: plain sentences with gaps, and names that nobody bears."""

from __future__ import annotations

GRAMMAR = {
    "claimed": """
        {who} {hid} {what}, {and_so}.
        {when} {who} {hid} {what}, {and_so}.
        {aside}, {who} {hid} {what} {how}.
        {what} {was_hidden} by {who} {when}, {and_so}.
        {who} {hid} {what} {how}, while {who} {hid} {what}.
        {aside}, {what} {was_hidden} {how}, {and_so}.
        Nobody in {place} asks why {who} {hid} {what} {when}.
        {who} said that {who} {hid} {what} {how}.
    """,
    "answered": """
        {when} {who} {found} {what}, {source}.
        {source}, {who} {found} {what} {how}.
        {what} {was_found} by {who} {when}, {source}.
        {who} {found} {what} {how}, and {who} {found} {what}.
        {no_sign} that {who} {hid} {what} {when}.
        {source}, {no_sign} that {what} {was_hidden} {how}.
        {who} told {outlet} {when} that {who} {found} {what}.
        Neither {who} nor {who} {hid} {what}, {source}.
    """,
    "cited": """
        {who} {found} {what} {when} ({url}).
        {source}, {what} {was_found} by {who} ({url}).
    """,
    "who": """
        {person}|{person}|{person} of {town}|the {body} of {place}|the {body} in {town}|{outlet}
        |a former {role} of the {body}|some {role} from {place}|the {role} of {town}|{number} {role}s
        |friends of {person}|every {role} in {place}|the family of {person}|the {body}|most {role}s
        |the same {role} as in {year}
    """,
    "role": """
        judge|soldier|driver|teacher|clerk|banker|doctor|farmer|sailor|editor|guard|porter|engineer|priest|student|miner
    """,
    "hid": """
        hid|bought|sold|burned|forged|moved|betrayed|ordered|invented|blocked|stole|promised|wasted|rented out|lost
        |shipped off|took over|gave away|covered up|quietly paid for|laughed at|kept back|swept away|divided
    """,
    "was_hidden": """
        had been hidden|had been sold|had been burned|had been forged|had been moved|had been lost|had been bought
        |had been given away|had been taken over
    """,
    "found": """
        found|counted|described|published|examined|checked|measured|compared|photographed|recorded|confirmed|disproved
        |listed|traced|reviewed|questioned|explained|visited|audited|returned
    """,
    "was_found": """
        had been found|had been counted|had been described|had been checked|had been measured|had been audited
        |had been traced|had been listed|had been shown
    """,
    "what": """
        {number} {thing}|the {thing} of {town}|{keyword}|all {thing} from {place}|a list of {thing}
        |the papers on {keyword}|what {person} wrote about {keyword}|the road from {town} to {town}
        |{number} of {number} {thing}|old {thing}|the debts of {place}|a film with {thing}|each of the {thing}
        |the truth about {keyword}|a plan for {town}
    """,
    "when": """
        in {month} {year}|in {year}|{number} days later|since {month}|before {month} {year}|after {keyword}|by {year}
        |on a night in {month}|within {number} weeks|twice in {year}|from {month} to {month}|at last
    """,
    "how": """
        without a word|for {number} million|under cover of {keyword}|with help from {place}
        |behind closed doors in {town}|against the will of {place}|with {number} {role}s
        |by way of {town}|at the cost of {place}|in plain sight
        |on behalf of {person}|through {outlet}|in return for {thing}
    """,
    "and_so": """
        and {place} pays|which {outlet} keeps quiet|as {person} admits|and no {role} was asked|so that {town} is empty
        |and nobody wonders|though {place} had {thing}|just like in {year}|as everyone in {town} saw
        |and that was only {year}|while {thing} rot in {town}|because {place} wished it
    """,
    "aside": """
        Of course|It is said in {town}|Once more|In truth|As in {year}|To please {place}|Little by little|Not by chance
        |According to {outlet}|Thanks to {person}|Ask any {role}|For {number} years
    """,
    "source": """
        as the {body} of {place} wrote|according to {outlet}|as {person} of {town} told a court|by the count of {year}
        |as files from {town} show|says a report of {number} pages|under a law of {year}
        |as pictures of {month} {year} show|in the words of {person}|by the rules of the {body}
    """,
    "no_sign": """
        There is no sign|No {role} ever said|Nothing in {number} pages shows|It was never shown|The {body} saw no proof
        |No picture from {town} shows|{person} could not show
    """,
}  # fmt: skip
"""What may stand for each gap; productions stand on lines of their own or between bars. The last gaps are filled by
the world: {place}, {keyword}, {outlet}, {person}, {town}, {url}. No fixed run of words is long, so that two texts are
alike only where one was made from the other."""

TITLED = """
{story}, says {person}
{story}, {person} of {town} admits
{person}: {story}
{story}, as {person} proves in {town}
In {place} {person} showed that {lower}
""".strip().splitlines()

GRAMMAR["body"] = (
    "ministry|parliament|central bank|health office|statistics office|court of audit|border guard|energy agency"
    "|election commission|city council|foreign office|observer mission|customs office|food authority|medical chamber"
)
GRAMMAR["thing"] = (
    "lorries|crates|letters|passports|wagons|contracts|pumps|drones|ballot papers|vials|uniforms|loans|containers"
    "|turbines|licences|tents|statues|schools|aircraft|shells|harvests|pipelines|cameras|prisoners|fines|ferries"
)
GRAMMAR["month"] = "January|February|March|April|May|June|July|August|September|October|November|December"
FORENAMES = (
    "Adel Bruno Carla Dorin Elza Fedor Greta Henrik Irma Jonas Katya Lena Milos Nadia Otto Petra Radu Silva Tomas"
    " Ursula Viktor Wanda Yana Zoltan"
).split()
ONSETS = "b br d dr f g gr k kl l m n p pr r s sk st t tr v z".split()
VOWELS = "a e i o u".split()
SYLLABLES = [onset + vowel for onset in ONSETS for vowel in VOWELS]
"""With three of them there are more than a million names."""
ENDINGS = "n r s l ski va nen dze".split()
KINDS = "News Press Radio Today Portal Herald Observer Agency".split()
HOSTS = "archive bureau court figures gazette institute observatory office registry review survey tribune".split()


def name(number: int) -> str:
    """Return an invented name; different numbers below ten million give different names."""
    # A step without common divisor scatters neighbours over the space and keeps the names apart.
    space = len(SYLLABLES) ** 3 * len(ENDINGS)
    number = (number * 7_368_787 + 1_299_709) % space
    number, ending = divmod(number, len(ENDINGS))
    parts = []
    for _ in range(3):
        number, part = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[part])
    return ("".join(parts) + ENDINGS[ending]).capitalize()
