"""Writes tests/suite/city-trips.csv: 500 utterances as customers of City Trips would say them, with the intent and slots
that they should reach.

    python3 tests/suite/generate.py

The truth was written from what the intents and slots are for, without the sample utterances of the sandbox's interaction
model and without its matcher: what fails, fails. Phrases are written by hand; the values in them, the politeness around them
and the slips of speech recognition are drawn with a fixed seed. No phrase is used more than twice.

Expected slots are words as spoken, or what Alexa makes of numbers (2) and durations (P3D). Dates are spoken but not judged,
because what "tomorrow" is depends on the day of the run.
"""

import csv
import pathlib
import random

rng = random.Random(20261121)

CITIES = """seattle|portland|san francisco|los angeles|new york|boston|chicago|denver|vancouver|toronto|montreal|miami
washington|philadelphia|las vegas|san diego|london|paris|berlin|munich|hamburg|rome|madrid|barcelona|amsterdam|vienna
prague|lisbon|dublin|edinburgh|brussels|copenhagen|stockholm|zurich|venice|milan|tokyo|kyoto|osaka""".replace("\n", "|").split("|")
NICKNAMES = ["pdx", "big apple", "l. a.", "vegas", "philly", "san fran"]
DAYS = """tomorrow|on friday|next monday|this weekend|next week|on the fifth of december|today|on sunday|in december
on christmas eve|tuesday|the day after tomorrow|on thursday""".replace("\n", "|").split("|")
MODES = ["train", "plane", "bus", "car", "ferry"]
CLASSES = ["economy", "business", "first"]
KINDS = {
    "museum": "museums", "park": "parks", "church": "churches", "monument": "monuments", "market": "markets",
    "viewpoint": "viewpoints", "gallery": "galleries", "castle": "castles", "zoo": "zoos", "restaurant": "restaurants",
}
TOPICS = ["population", "history", "language", "currency", "food", "transport", "safety", "nightlife"]
NUMBERS = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "ten": "10"}
DURATIONS = {
    "two days": "P2D", "three days": "P3D", "four nights": "P4D", "five days": "P5D", "a week": "P1W", "one week": "P1W",
    "two weeks": "P2W", "ten days": "P10D",
}

# {D} from, {A} to, {C} a city, {T} a date, {M} a mode, {K} class, {S} one sight, {SS} sights, {I} topic, {N} number,
# {L} length of stay.
FIND = """how do i get from {D} to {A}
how long does it take to get from {D} to {A}
what's the fastest way from {D} to {A}
is there a {M} from {D} to {A}
is there a direct {M} to {A} {T}
how much is a {M} ticket from {D} to {A}
what does it cost to go to {A} by {M}
when does the next {M} to {A} leave
any connections between {D} and {A} {T}
show me trips from {D} to {A}
show me trips to {A} {T}
find me a trip to {A}
find trips from {D} to {A} by {M}
search for a {M} to {A}
look for connections from {D} to {A} {T}
look up how to get to {A} from {D}
i need to know how to get to {A}
what are my options for getting to {A} {T}
how far is {A} from {D}
how far is it from {D} to {A}
can i take the {M} to {A}
can you get me from {D} to {A} by {M} and how long would that be
are there any trips to {A} {T}
what trips do you have from {D}
which trips go from {D} to {A}
tell me the travel time between {D} and {A}
what's the travel time to {A} by {M}
how many hours is the {M} ride from {D} to {A}
what is the cheapest way to get to {A}
cheapest trip to {A} {T}
{D} to {A} by {M}
from {D} to {A} {T}
i'm in {D} how would i get to {A}
i wonder how i could get to {A} without flying
trains to {A} {T}
are there flights from {D} to {A} {T}
how often does the {M} run between {D} and {A}
what's the price of going from {D} to {A}
check connections to {A} {T}
is it possible to reach {A} by {M}
find a way to {A} {T}
i'm looking for a trip from {D} to {A} {T}
do you know a good {M} connection to {A}
compare ways of getting from {D} to {A}""".split("\n")

BOOK = """book a trip to {A}
book me a trip from {D} to {A}
book a trip from {D} to {A} {T}
i want to book a trip
i want to book a trip to {A} {T}
i'd like to book a trip to {A} for {N} people
can you book me a ticket to {A}
can you book {N} tickets to {A} {T}
reserve {N} seats to {A}
reserve a trip from {D} to {A}
get me a ticket to {A} {T}
get me {N} tickets from {D} to {A}
buy a ticket to {A}
buy {N} tickets from {D} to {A} {T}
i need a ticket from {D} to {A}
i need {N} tickets to {A} in {K} class
book {K} class to {A}
book me {K} class from {D} to {A} {T}
book {L} in {A}
book a trip to {A} for {L}
book a trip of {L} to {A}
make a booking to {A}
make a reservation for a trip to {A} {T}
make me a reservation from {D} to {A}
let's book a journey to {A}
let's book that trip to {A} {T}
we want to go to {A} {T} please book it
please book a journey from {D} to {A} for {N} travelers
i'd like tickets for {N} people to {A}
purchase a ticket to {A} in {K}
go ahead and book {A} for {L}
arrange a trip to {A} for {L}
arrange a journey from {D} to {A} {T}
sign me up for a trip to {A}
order {N} tickets to {A}
i would like to reserve a {K} class seat to {A}
plan and book a trip for {N} to {A}
book the trip
book a journey
start a booking
take me from {D} to {A} {T} and book it in {K} class
could you reserve a trip for {N} adults from {D} to {A}
i wanna book something to {A} for {L}
set up a trip to {A} {T} for {N} people""".split("\n")

INFO = """tell me about {C}
tell me something about {C}
tell me about the {I} of {C}
what can you tell me about {C}
what is {C} known for
what's {C} like
what is the {I} of {C}
what is the {I} like in {C}
what's the {I} in {C}
give me some information about {C}
give me facts about {C}
give me information on the {I} in {C}
how is the {I} in {C}
how is {C} as a city
i want to know more about {C}
i want to know about {I} in {C}
i'd like to learn about the {I} of {C}
describe {C}
facts about {C}
info on {C}
information about {I} in {C}
{C} {I}
what about the {I} in {C}
do you know anything about {C}
do you know about the {I} of {C}
is {C} a nice city
explain the {I} in {C} to me
teach me about {C}
talk about the {I} of {C}
how many people live in {C}
which language do they speak in {C}
what do people eat in {C}
what money do they use in {C}
is it safe in {C}
how do you get around in {C}
what should i know about {C}
anything interesting about {C}""".split("\n")

SIGHTS = """what is there to see in {C}
what's there to see in {C}
what can i see in {C}
what should i see in {C}
show me sights in {C}
show me {SS} in {C}
show me {N} sights in {C}
show me {N} {SS} in {C}
list the sights of {C}
list {SS} in {C}
list {N} {SS} in {C}
tell me {N} things to see in {C}
give me {N} {SS} in {C}
give me some {SS} in {C}
which {SS} are there in {C}
what {SS} are in {C}
what {SS} should i visit in {C}
are there any {SS} in {C}
are there good {SS} in {C}
is there a {S} in {C}
find {SS} in {C}
find me a {S} in {C}
find me {N} {SS} in {C}
recommend a {S} in {C}
recommend some {SS} in {C}
top {N} sights in {C}
top {N} {SS} of {C}
the best {SS} in {C}
best sights in {C}
sights in {C}
{SS} in {C}
attractions in {C}
what are the main attractions in {C}
things to do in {C}
places to visit in {C}
where can i find a {S} in {C}
what's worth seeing in {C}
i'd like to visit a {S} in {C}
i want to see some {SS} in {C}
any {SS} in {C}
must see places in {C}
what are the most famous {SS} in {C}""".split("\n")

WEATHER = """what's the weather in {C}
what's the weather like in {C}
how's the weather in {C}
how is the weather in {C} {T}
what will the weather be in {C} {T}
what's the weather going to be like in {C} {T}
weather in {C}
weather for {C} {T}
weather forecast for {C}
what's the forecast for {C} {T}
give me the forecast for {C}
tell me the weather in {C} {T}
is it raining in {C}
will it rain in {C} {T}
is it going to rain in {C} {T}
will it snow in {C} {T}
is it cold in {C}
is it warm in {C} {T}
is it sunny in {C}
how warm is it in {C}
how hot will it be in {C} {T}
how cold does it get in {C} {T}
do i need an umbrella in {C} {T}
should i bring a coat to {C} {T}
what's the temperature in {C}
temperature in {C} {T}
can you check the weather in {C}
i'd like to know the weather in {C} {T}
what is the weather today in {C}
does it look like rain in {C}""".split("\n")

SAVE = """save this trip
save the trip
save that
save it for later
save that trip for later
save the trip to {A}
save my trip to {A}
save this trip to {A} for later
keep this trip
keep that trip for later
keep the trip to {A}
remember this trip
remember the trip to {A}
remember that one for me
bookmark this trip
bookmark the trip to {A}
add this trip to my list
add the trip to {A} to my trips
put this trip on my list
store that trip
note down the trip to {A}
hold on to that trip
mark this one as a favorite
i want to save this trip
i'd like to keep the trip to {A}
can you save this for me
don't lose that trip""".split("\n")

MINE = """what are my trips
what trips do i have
what trips do i have {T}
which trips did i book
which trips have i saved
show my trips
show me my saved trips
show me my bookings
list my trips
list my bookings {T}
read me my trips
read my saved trips
tell me my trips {T}
do i have any trips {T}
do i have a trip {T}
do i have anything booked {T}
am i going anywhere {T}
where am i going {T}
what have i booked
what have i saved
what's on my trip list
my trips
my trips {T}
my bookings
my upcoming trips
what's my next trip
when is my next trip
open my saved trips
what do i have planned {T}
check my bookings {T}""".split("\n")

NEXT = """next
next one
next sight
the next one
the next sight please
go on
continue
what's next
what else
what else is there
another one
show me another
more
tell me more sights
one more
keep going
go to the next one
skip this one
and after that
anything else to see
move on to the next
read the next one
show me the next sight""".split("\n")

HELP = """help
help me
i need help
can you help me
what can you do
what can i say
what can i ask
how does this work
how do i use this
what are my options here
i don't know what to say
give me some help
explain how this works
what is this skill for
what do i do now
i'm lost how do i use you""".split("\n")

STOP = """stop
stop it
please stop
stop now
that's enough
i'm done
we're done
quit
exit
end
goodbye
bye
shut down
turn off
close the skill
that's all for today
finish""".split("\n")

CANCEL = """cancel
cancel that
cancel it
never mind
nevermind
forget it
forget about it
drop it
scratch that
leave it
oh forget that
please cancel this""".split("\n")

HOME = """go home
go to the home screen
home
take me home
navigate home
home screen
back to home
show the home screen
go back to the start screen""".split("\n")

YES = """yes
yeah
yep
yes please
sure
of course
okay
ok
that's right
correct
right
exactly
absolutely
sounds good
yes that's right
definitely""".split("\n")

NO = """no
nope
no thanks
no thank you
not really
nah
that's wrong
no that's wrong
no way
not that
i don't think so
wrong
negative
incorrect
no not that one
definitely not""".split("\n")

FALLBACK = """play some jazz
set a timer for ten minutes
what's the capital of peru
who won the game last night
turn off the kitchen lights
tell me a joke
add milk to my shopping list
what time is it
how old is the president
order a pizza with extra cheese
call my mother
read me the news
what is the meaning of life
set an alarm for six in the morning
how do you spell necessary
what's twelve times nine
my cat is on the roof
blah blah blah
i like turtles
good morning
turn up the volume
translate dog into spanish
who wrote hamlet
remind me to water the plants
open the garage door
where did i leave my keys
sing me a song
what's my horoscope
do you believe in ghosts
flip a coin""".split("\n")

PLANNED = [
    ("FindTripIntent", FIND, 75), ("BookTripIntent", BOOK, 75), ("CityInfoIntent", INFO, 60),
    ("ListSightsIntent", SIGHTS, 60), ("WeatherIntent", WEATHER, 45), ("SaveTripIntent", SAVE, 27),
    ("MyTripsIntent", MINE, 32), ("NextSightIntent", NEXT, 20), ("AMAZON.HelpIntent", HELP, 14),
    ("AMAZON.StopIntent", STOP, 15), ("AMAZON.CancelIntent", CANCEL, 10), ("AMAZON.NavigateHomeIntent", HOME, 7),
    ("AMAZON.YesIntent", YES, 15), ("AMAZON.NoIntent", NO, 15), ("AMAZON.FallbackIntent", FALLBACK, 30),
]

# What is said in other words than the slot's value; what it should be resolved to is the topic.
TOPIC_OF = {
    "how many people live": "population", "which language": "language", "what do people eat": "food",
    "what money": "currency", "is it safe": "safety", "get around": "transport",
}

BEFORE = ["please", "um", "uh", "hey", "so", "okay so", "can you please", "could you", "hi", "well", "alright", "hmm"]
AFTER = ["please", "thanks", "thank you", "if you can", "for me", "would you", "right now"]
# Verbs with which "could you …" makes sense.
ASKED = ("book", "show", "find", "list", "tell", "give", "save", "keep", "search", "look", "check", "recommend", "reserve")
# How speech recognition hears it wrong.
SLIPS = [
    (" to ", " too "), (" for ", " four "), ("weather", "whether"), ("ferry", "fairy"), ("sights", "sites"),
    ("trips", "trip's"), ("museums", "museum's"), ("book a", "look a"), ("there", "their"), ("by plane", "by plain"),
]


def fill(phrase, city):
    """A phrase with drawn values, and the slots that they should fill."""
    slots = {}
    text = phrase

    def put(mark, words, slot=None, value=None):
        nonlocal text
        if mark in text:
            text = text.replace(mark, words, 1)
            if slot:
                slots[slot] = value if value is not None else words

    def a_city():
        return rng.choice(NICKNAMES) if rng.random() < 0.07 else rng.choice(CITIES)

    departing = a_city()
    arriving = rng.choice([c for c in CITIES if c != departing])
    put("{D}", departing, "DepartingCity")
    put("{A}", arriving, "ArrivingCity")
    put("{C}", rng.choice(CITIES), city)
    put("{T}", rng.choice(DAYS))
    mode = rng.choice(MODES)
    put("{M}", mode, "TravelMode")
    travel_class = rng.choice(CLASSES)
    put("{K}", travel_class, "TravelClass")
    kind = rng.choice(sorted(KINDS))
    put("{SS}", KINDS[kind], "SightKind", KINDS[kind])
    put("{S}", kind, "SightKind")
    topic = rng.choice(TOPICS)
    put("{I}", topic, "Topic")
    number = rng.choice(sorted(NUMBERS))
    put("{N}", number, "Travelers" if phrase in BOOK else "SightCount", NUMBERS[number])
    length = rng.choice(sorted(DURATIONS))
    put("{L}", length, "StayLength", DURATIONS[length])
    for words, topic in TOPIC_OF.items():
        if phrase in INFO and words in phrase:
            slots["Topic"] = topic
    return text, slots


def spoken(text, intent):
    """The same with the politeness and the slips of real speech."""
    is_short = len(text.split()) < 3 or intent in ("AMAZON.YesIntent", "AMAZON.NoIntent", "AMAZON.FallbackIntent")
    if not is_short and rng.random() < 0.2:
        before = rng.choice(BEFORE)
        if before not in ("can you please", "could you") or text.split()[0] in ASKED:
            text = f"{before} {text}"
    if not is_short and rng.random() < 0.12:
        after = rng.choice(AFTER)
        if after.split()[0] not in text.split():
            text = f"{text} {after}"
    if rng.random() < 0.08:
        for right, wrong in rng.sample(SLIPS, len(SLIPS)):
            if right in text:
                text = text.replace(right, wrong, 1)
                break
    return text


def main():
    rows, seen = [], set()
    for intent, phrases, wanted in PLANNED:
        drawn = phrases[:]
        rng.shuffle(drawn)
        again = [p for p in phrases if "{" in p]
        rng.shuffle(again)
        made = 0
        for phrase in drawn + again:
            if made == wanted:
                break
            text, slots = fill(phrase, "City")
            text = spoken(text, intent)
            if text in seen:
                continue
            seen.add(text)
            rows.append((text, intent, slots))
            made += 1
        assert made == wanted, (intent, made)
    rng.shuffle(rows)
    assert len(rows) == 500, len(rows)
    path = pathlib.Path(__file__).with_name("city-trips.csv")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["utterance", "expectedIntent", "slots"])
        for text, intent, slots in rows:
            # In the form that Skillscope itself reads: NAME=VALUE, apart by semicolons.
            writer.writerow([text, intent, "; ".join(f"{name}={value}" for name, value in sorted(slots.items()))])


if __name__ == "__main__":
    main()
