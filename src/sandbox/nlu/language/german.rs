//! German. Words stand as `text` gives them: no umlauts, ss for ß, and ae, oe, ue as plain vowels.

use super::Words;

/// The word lists.
pub const WORDS: Words = Words {
    fillers: &[
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "ich",
        "mir",
        "mich",
        "wir",
        "uns",
        "du",
        "dir",
        "dich",
        "es",
        "sie",
        "er",
        "ist",
        "sind",
        "bin",
        "war",
        "wird",
        "werden",
        "wurde",
        "kann",
        "kannst",
        "konnte",
        "konntest",
        "mochte",
        "will",
        "wurden",
        "wollen",
        "soll",
        "bitte",
        "und",
        "oder",
        "in",
        "im",
        "an",
        "am",
        "auf",
        "zu",
        "zum",
        "zur",
        "fur",
        "von",
        "vom",
        "nach",
        "mit",
        "aus",
        "bei",
        "mal",
        "doch",
        "ja",
        "also",
        "ah",
        "ahm",
        "hm",
        "hallo",
        "hey",
        "alexa",
        "okay",
        "ok",
        "was",
        "wie",
        "welche",
        "welcher",
        "welches",
        "da",
        "dort",
        "so",
        "noch",
        "gern",
        "gerne",
        "brauche",
        "habe",
        "hat",
        "haben",
        "mein",
        "meine",
        "meinen",
        "meiner",
        "danke",
        "glaube",
        "vielleicht",
        "etwas",
        "denn",
        "bis",
        "um",
    ],
    articles: &["der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer"],
    concepts: &[
        &["buch", "reservier", "kauf", "bestell", "buchung", "reservierung"],
        &["ticket", "fahrkart", "platz", "karten", "fahrschein", "sitzplatz"],
        &["reis", "trip", "urlaub", "ausflug", "fahrt", "tour", "stadtereis", "kurztrip"],
        &["find", "such", "schau"],
        &["zeig", "nenn", "list", "lies"],
        &["seh", "besuch", "besichtig", "anschau", "anseh", "erleb"],
        &["sehenswurdigkeit", "attraktion", "highlight", "wahrzeich"],
        &["wett", "wettervorhersag", "vorhersag", "klima", "wetterbericht"],
        &["regn", "reg", "schnei", "schnee", "sturm", "regenschirm", "gewitt", "nass", "schirm"],
        &["sonn", "sonnig", "bewolkt", "windig", "wind", "nebel"],
        &["warm", "kalt", "heiss", "temperatur", "grad", "kuhl", "jack"],
        &["speich", "merk", "sich", "behalt", "hinzufug", "fug", "notier", "favorit"],
        &["weit", "nach", "nachst", "folgend"],
        &["fahr", "komm", "flieg", "geh", "gelang", "reist"],
        &["kost", "preis", "billig", "gunstig", "teuer"],
        &["schnell", "lang", "kurz", "dau"],
        &["stopp", "stop", "beend", "end", "tschuss", "schluss", "aufhor", "schliess"],
        &["abbrech", "abbruch", "vergiss", "egal", "lass"],
        &["hilf", "helf", "anleitung"],
        &["best", "schon", "beliebt", "beruhmt"],
        &["empfiehl", "empfehl", "vorschlag", "schlag"],
        &["erzahl", "beschreib", "information", "info", "fakt", "weisst", "wiss"],
        &["person", "leut", "reisend", "erwachsen", "fahrgast"],
        &["verbindung", "weg", "route", "streck"],
        &["gespeichert", "gebucht", "geplant", "gemerkt"],
        &["ja", "jawohl", "genau", "richtig", "klar", "stimmt", "korrekt", "sich"],
        &["nein", "no", "falsch", "nicht"],
        &["stadt", "ort"],
    ],
    built_in: &[
        ("AMAZON.HelpIntent", &["hilfe", "hilf mir", "kannst du mir helfen", "ich brauche hilfe"]),
        ("AMAZON.StopIntent", &["stopp", "stop", "aus", "beenden", "schluss", "auf wiedersehen", "hor auf"]),
        ("AMAZON.CancelIntent", &["abbrechen", "abbruch", "vergiss es", "egal", "lass es"]),
        (
            "AMAZON.NavigateHomeIntent",
            &["geh nach hause", "zur startseite", "startbildschirm", "geh zum startbildschirm"],
        ),
        ("AMAZON.YesIntent", &["ja", "ja bitte", "klar", "jawohl", "genau", "richtig", "stimmt"]),
        ("AMAZON.NoIntent", &["nein", "nein danke", "no", "auf keinen fall", "stimmt nicht"]),
    ],
    of_dates: &[
        "heute",
        "morgen",
        "ubermorgen",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "wochenende",
        "januar",
        "februar",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
        "weihnachten",
    ],
    expansions: &[],
    launch: &[
        "offne",
        "starte",
        "start",
        "spiele",
        "aktiviere",
        "beginne",
        "lade",
        "benutze",
        "rede mit",
        "sprich mit",
    ],
    ask: &["frage", "frag", "sag", "sage", "bitte"],
    launch_after: &["offnen", "starten"],
    link: &["nach", "ob", "um", "dass", "und", "zu", "uber"],
    with: &["mit", "von", "bei", "in", "uber"],
};

/// Without the common endings.
pub fn stem(norm: &str) -> String {
    if !norm.is_ascii() {
        return norm.to_owned();
    }
    for ending in ["ern", "en", "em", "er", "es", "st", "e", "n", "s", "t"] {
        if let Some(base) = norm.strip_suffix(ending)
            && base.len() >= 4
        {
            return base.to_owned();
        }
    }
    if norm.len() > 4 { norm.strip_suffix('e').unwrap_or(norm).to_owned() } else { norm.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (a, b) in [("museen", "museer"), ("buchen", "buche"), ("kirchen", "kirche"), ("reserviere", "reservieren")]
        {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_eq!(stem("bus"), "bus");
    }
}
