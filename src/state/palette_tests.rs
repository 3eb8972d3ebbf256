use super::*;
use crate::domain::id::ExperimentId;
use crate::domain::skill::SkillType;
use crate::route::{ExperimentsView, MetricsView};

const CITY: &str = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";
const HEARTH: &str = "amzn1.ask.skill.22222222-2222-4222-8222-222222222222";

fn skill(id: &str, name: &str) -> Skill {
    Skill {
        skill_id: SkillId::parse(id).unwrap(),
        name: name.to_owned(),
        stages: vec![Stage::Live],
        skill_type: SkillType::Custom,
        locales: Vec::new(),
    }
}

fn experiment(id: &str, name: Option<&str>, state: ExperimentState) -> ExperimentSummary {
    ExperimentSummary {
        experiment_id: ExperimentId::parse(id).unwrap(),
        name: name.map(str::to_owned),
        state: Some(state),
        experiment_history: None,
    }
}

/// What is shown for what is typed on Metrics of City Trips, as texts.
fn shown(typed: &str) -> Vec<(Section, Vec<String>)> {
    let here = Route::Metrics(Box::new(MetricsView { skill_id: SkillId::parse(CITY).ok(), ..MetricsView::default() }));
    let skills = [skill(CITY, "City Trips"), skill(HEARTH, "Hearth Lights")];
    let experiments = [
        experiment("e-1", Some("Shorter welcome message"), ExperimentState::Running),
        experiment("e-2", None, ExperimentState::Created),
        experiment("e-3", Some("Gone"), ExperimentState::Deleted),
    ];
    let page = [(7, "Save the CSV".to_owned())];
    let world =
        World { here: &here, is_open: true, is_demo: false, skills: &skills, experiments: &experiments, page: &page };
    let entries = entries(&world);
    let title = |at: &usize| entries[*at].title.clone();
    find(&entries, typed).into_iter().map(|(section, at)| (section, at.iter().map(title).collect())).collect()
}

fn titles(typed: &str) -> Vec<String> {
    shown(typed).into_iter().flat_map(|(_, titles)| titles).collect()
}

#[test]
fn at_first_everything_stands_there_in_its_order() {
    let sections: Vec<Section> = shown("").into_iter().map(|(section, _)| section).collect();
    assert_eq!(sections, Section::ALL);
    assert_eq!(shown("")[0].1, ["Save the CSV", "Development stage"]);
    assert_eq!(shown("")[2].1, ["Shorter welcome message", "e-2"], "without the deleted one");
    assert_eq!(shown("")[3].1, ["Hearth Lights"], "the skill in front is left out");
}

#[test]
fn every_word_must_fit_and_the_beginning_of_a_name_comes_first() {
    assert_eq!(titles("welc short"), ["Shorter welcome message"]);
    assert_eq!(titles("welcome nothing"), Vec::<String>::new());
    assert_eq!(titles("SET")[0], "Settings");
    assert_eq!(titles("hear li"), ["Hearth Lights"]);
    // "Experiments" begins so; the form and the experiments themselves are found by a later word.
    assert_eq!(shown("exp")[0].1, ["Experiments", "New experiment"]);
    assert_eq!(titles("running"), ["Shorter welcome message"]);
}

#[test]
fn a_page_keeps_the_skill_and_a_skill_keeps_the_page() {
    let here = Route::Experiments(Box::new(ExperimentsView::of(SkillId::parse(CITY).unwrap())));
    let skills = [skill(HEARTH, "Hearth Lights")];
    let world = World { here: &here, is_open: true, is_demo: true, skills: &skills, experiments: &[], page: &[] };
    let go = |world: &World<'_>, title: &str| {
        entries(world).into_iter().find_map(|e| match e.command {
            Command::Go(route) if e.title == title => Some(route.href()),
            _ => None,
        })
    };
    assert!(go(&world, "Simulator").unwrap().contains(CITY));
    assert!(go(&world, "Hearth Lights").unwrap().starts_with("/experiments?"));
    let settings = World { here: &Route::Settings, ..world };
    assert!(go(&settings, "Hearth Lights").unwrap().starts_with("/metrics?"));
    assert_eq!(go(&settings, "Development stage"), None);
}

#[test]
fn the_other_stage_is_the_same_page() {
    let view = MetricsView { skill_id: SkillId::parse(CITY).ok(), stage: Stage::Development, ..MetricsView::default() };
    let entry = other_stage(&Route::Metrics(Box::new(view.clone()))).unwrap();
    assert_eq!(entry.title, "Live stage");
    assert_eq!(entry.command, Command::Go(Route::Metrics(Box::new(MetricsView { stage: Stage::Live, ..view }))));
}

#[test]
fn a_whole_id_opens_a_skill_that_the_list_does_not_have() {
    let world = World {
        here: &Route::Settings,
        is_open: true,
        is_demo: false,
        skills: &[skill(CITY, "City Trips")],
        experiments: &[],
        page: &[],
    };
    assert_eq!(by_id(&world, CITY), None);
    assert_eq!(by_id(&world, "amzn1.ask"), None);
    let found = by_id(&world, &format!(" {HEARTH} ")).unwrap();
    assert_eq!(find(&[found], HEARTH).len(), 1);
    assert_eq!(by_id(&World { is_open: false, ..world }, HEARTH), None);
}

#[test]
fn without_a_sign_in_there_is_nothing_of_an_account() {
    let world =
        World { here: &Route::Settings, is_open: false, is_demo: false, skills: &[], experiments: &[], page: &[] };
    let all = entries(&world);
    assert!(all.iter().all(|e| e.command != Command::SignOut && e.section != Section::Skill));
    assert!(all.iter().any(|e| e.command == Command::Go(Route::SignIn)));
    assert!(!all.iter().any(|e| e.title == "Metrics"));
}

#[test]
fn long_lists_are_cut_and_say_how_many_lines_there_are() {
    let skills: Vec<Skill> =
        (0..40).map(|n| skill(&format!("amzn1.ask.skill.{n:08}-1111-4111-8111-111111111111"), "Trip")).collect();
    let world =
        World { here: &Route::Settings, is_open: true, is_demo: false, skills: &skills, experiments: &[], page: &[] };
    let all = entries(&world);
    let skills = |typed: &str| {
        find(&all, typed).into_iter().find(|(s, _)| *s == Section::Skill).map_or(0, |(_, places)| places.len())
    };
    assert_eq!((skills(""), skills("trip")), (MOST_AT_FIRST, MOST_FOUND));
    assert_eq!([found_words(0), found_words(1), found_words(8)], ["Nothing found", "1 result", "8 results"]);
}
