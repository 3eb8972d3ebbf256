//! English.

use super::Words;

/// The word lists.
pub const WORDS: Words = Words {
    fillers: &[
        "a", "an", "the", "i", "me", "my", "we", "us", "our", "you", "your", "it", "its", "this", "that", "these",
        "is", "are", "am", "be", "was", "do", "does", "did", "can", "could", "would", "will", "shall", "should", "may",
        "might", "please", "to", "for", "of", "on", "in", "at", "from", "by", "with", "and", "or", "so", "then",
        "there", "here", "want", "like", "need", "have", "has", "got", "let", "just", "uh", "um", "er", "hm", "well",
        "hey", "hi", "hello", "alexa", "ok", "okay", "some", "any", "now", "up", "out", "about", "what", "which",
        "how", "thank", "thanks", "guess", "alright", "hmm", "oh", "ah", "yo", "kindly", "tell", "give", "show",
        "also", "too", "quite", "very", "ever", "still", "again", "been", "being", "had", "were", "one", "ones", "who",
        "whom", "than", "but", "not", "us", "them", "they", "their", "he", "she", "his", "her", "think", "maybe",
        "actually", "really", "love", "right", "kind", "sort", "if", "as", "s",
    ],
    articles: &["a", "an", "the", "some", "any"],
    concepts: &[
        &["book", "reserve", "purchase", "buy", "order", "reservation"],
        &["ticket", "seat", "pass"],
        &["trip", "journey", "vacation", "holiday", "tour", "getaway", "voyage", "itinerary"],
        &["find", "search", "seek", "look"],
        &["show", "list", "display", "name", "read"],
        &["see", "visit", "explore"],
        &["sight", "attraction", "landmark", "sightsee", "highlight", "place"],
        &["weather", "forecast", "climate"],
        &["rain", "snow", "storm", "shower", "umbrella", "wet", "raincoat", "thunderstorm"],
        &["sunny", "sun", "cloudy", "windy", "foggy", "wind", "fog", "cloud", "sunshine"],
        &["warm", "hot", "cold", "chilly", "temperature", "degree", "freez", "heat", "cool", "humid", "jacket"],
        &["save", "remember", "store", "keep", "bookmark", "favorite", "add", "pin"],
        &["next", "another", "follow"],
        &["go", "get", "travel", "fly", "ride", "head", "drive", "reach"],
        &["cheap", "cheapest", "price", "cost", "fare", "expensive", "much"],
        &["fast", "fastest", "quick", "quickest", "long", "short", "shortest"],
        &["stop", "exit", "quit", "end", "bye", "goodbye", "close", "finish", "shut"],
        &["cancel", "abort", "forget", "drop", "scrap", "undo"],
        &["help", "assist", "instruction", "assistance", "confused"],
        &["best", "top", "popular", "famous", "good", "nice"],
        &["recommend", "suggest", "advise"],
        &["describe", "information", "info", "fact", "detail", "background", "overview", "know"],
        &["people", "person", "passenger", "traveler", "traveller", "adult", "guest"],
        &["connection", "route", "way", "link"],
        &["continue", "proceed", "resume"],
        &["yes", "yeah", "yep", "yup", "sure", "absolutely", "definitely", "correct", "indeed"],
        &["no", "nope", "nah", "wrong", "incorrect"],
        &["saved", "booked", "stored", "kept", "upcom", "planned"],
        &["leave", "depart", "departure"],
        &["city", "town"],
    ],
    built_in: &[
        (
            "AMAZON.HelpIntent",
            &["help", "help me", "can you help me", "i need help", "what can i ask", "what can you do"],
        ),
        ("AMAZON.StopIntent", &["stop", "off", "shut up", "exit", "quit", "end", "goodbye", "close the skill"]),
        ("AMAZON.CancelIntent", &["cancel", "never mind", "forget it", "cancel that", "cancel it"]),
        ("AMAZON.NavigateHomeIntent", &["go home", "home", "go to the home screen", "take me home", "open home"]),
        ("AMAZON.YesIntent", &["yes", "yes please", "sure", "yeah", "yep", "ok", "okay", "right", "that is right"]),
        ("AMAZON.NoIntent", &["no", "no thanks", "nope", "no way", "not really", "that is wrong"]),
    ],
    of_dates: &[
        "today",
        "tonight",
        "tomorrow",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "weekend",
        "january",
        "february",
        "april",
        "august",
        "september",
        "october",
        "november",
        "december",
        "christmas",
    ],
    expansions: &[
        ("wanna", &["want", "to"]),
        ("gonna", &["going", "to"]),
        ("whats", &["what", "is"]),
        ("hows", &["how", "is"]),
        ("wheres", &["where", "is"]),
        ("gimme", &["give", "me"]),
        ("lemme", &["let", "me"]),
        ("dont", &["do", "not"]),
        ("im", &["i", "am"]),
        ("id", &["i", "would"]),
    ],
    launch: &[
        "open", "start", "launch", "begin", "use", "run", "load", "play", "resume", "talk to", "speak to", "go to",
        "enable",
    ],
    ask: &["ask", "tell", "have", "get", "let"],
    launch_after: &[],
    link: &["to", "for", "about", "and", "that", "if", "whether"],
    with: &["using", "with", "from", "on", "in", "via", "through", "by"],
};

/// Without plural, "-ing", "-ed".
pub fn stem(norm: &str) -> String {
    let cut = |n: usize| norm.get(..norm.len().saturating_sub(n)).unwrap_or(norm);
    let base = match norm {
        _ if !norm.is_ascii() || norm.len() < 4 => norm,
        _ if norm.ends_with("ies") && norm.len() > 4 => return format!("{}y", cut(3)),
        _ if norm.ends_with("sses") || norm.ends_with("ches") || norm.ends_with("shes") || norm.ends_with("xes") => {
            cut(2)
        }
        _ if norm.ends_with("ss") || norm.ends_with("us") || norm.ends_with("is") => norm,
        _ if norm.ends_with('s') => cut(1),
        _ if norm.ends_with("ing") && norm.len() > 5 => cut(3),
        _ => norm,
    };
    // "travelling" and "planned" lose the doubled letter, "saving" and "save" the silent one.
    let bytes = base.as_bytes();
    let doubled =
        base.len() > 4 && base.len() < norm.len() && matches!(bytes, [.., a, b] if a == b && !b"lsz".contains(a));
    let base = if doubled { base.get(..base.len() - 1).unwrap_or(base) } else { base };
    let base = if base.len() > 5 {
        base.strip_suffix("ll").map_or(base.to_owned(), |b| format!("{b}l"))
    } else {
        base.to_owned()
    };
    if base.len() > 4 { base.strip_suffix('e').map_or(base.clone(), str::to_owned) } else { base }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (a, b) in [
            ("museums", "museum"),
            ("cities", "city"),
            ("churches", "church"),
            ("travelling", "travel"),
            ("booking", "book"),
            ("reserving", "reserve"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("bus"), stem("bu"));
    }
}
