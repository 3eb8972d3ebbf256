//! Vendors and skills lists against the sandbox, in-process and over HTTP.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use skillscope::api::error::{ApiError, ErrorKind};
use skillscope::api::operation::Operation;
use skillscope::api::skill::{ListSkills, SkillPage};
use skillscope::api::vendor::ListVendors;
use skillscope::domain::id::{SkillId, VendorId};
use skillscope::domain::skill::{PublicationStatus, Skill, SkillType, Stage};
use skillscope::sandbox::Incoming;
use support::{CITY_TRIPS, DAY_PLANNER, HEARTH_LIGHTS, MORNING_MINUTE, Service, on_both};

const TOKEN: Option<&str> = Some("Atza|sandbox");

fn list() -> ListSkills {
    ListSkills {
        vendor_id: VendorId::parse("M1SANDBOX").unwrap(),
        max_results: None,
        next_token: None,
        skill_ids: Vec::new(),
    }
}

fn refused(result: Result<SkillPage, ApiError>) -> ErrorKind {
    result.unwrap_err().kind
}

fn is_invalid(result: Result<SkillPage, ApiError>, word: &str) -> bool {
    let ErrorKind::Invalid(problems) = refused(result) else { return false };
    problems.iter().any(|p| p.message.contains(word))
}

#[test]
fn the_owner_sees_the_vendor_and_an_outsider_none() {
    on_both(|service| {
        let vendors = service.call(&ListVendors, TOKEN).unwrap();
        assert_eq!(vendors.len(), 1);
        assert_eq!(vendors[0].id.as_str(), "M1SANDBOX");
        assert!(vendors[0].name.is_some() && vendors[0].roles.as_ref().is_some_and(|r| !r.is_empty()));
        assert_eq!(service.call(&ListVendors, Some("Atza|sandbox-sam")).unwrap(), []);
        assert_eq!(service.call(&ListVendors, None).unwrap_err().kind, ErrorKind::Unauthenticated);
    });
}

#[test]
fn the_four_skills_have_two_stages_their_type_and_names_by_locale() {
    on_both(|service| {
        let rows = service.call(&list(), TOKEN).unwrap().skills;
        assert_eq!(rows.len(), 8);
        assert!(rows.iter().all(|r| r.last_updated.is_some() && r.asin.is_some()));
        for row in &rows {
            let expected =
                if row.stage == Stage::Live { PublicationStatus::Published } else { PublicationStatus::Development };
            assert_eq!(row.publication_status, Some(expected));
        }
        let skills = Skill::from_summaries(&rows);
        let seen: Vec<_> =
            skills.iter().map(|s| (s.name.as_str(), s.skill_id.as_str(), s.skill_type.clone())).collect();
        assert_eq!(
            seen,
            [
                ("City Trips", CITY_TRIPS, SkillType::Custom),
                ("Day Planner", DAY_PLANNER, SkillType::Custom),
                ("Hearth Lights", HEARTH_LIGHTS, SkillType::SmartHome),
                ("Morning Minute", MORNING_MINUTE, SkillType::FlashBriefing),
            ]
        );
        assert!(skills.iter().all(|s| s.stages == [Stage::Live, Stage::Development]));
    });
}

#[test]
fn pages_joined_are_the_whole_list() {
    on_both(|service| {
        let whole = service.call(&list(), TOKEN).unwrap().skills;
        let mut rows = Vec::new();
        let mut next_token = None;
        loop {
            let page = ListSkills { max_results: Some(3), next_token, ..list() };
            let page = service.call(&page, TOKEN).unwrap();
            rows.extend(page.skills);
            next_token = page.next_token;
            if next_token.is_none() {
                break;
            }
        }
        assert_eq!(rows, whole);
    });
}

#[test]
fn skills_can_be_asked_for_by_id_but_not_by_page_as_well() {
    on_both(|service| {
        let by_id = ListSkills { skill_ids: vec![SkillId::parse(HEARTH_LIGHTS).unwrap()], ..list() };
        let rows = service.call(&by_id, TOKEN).unwrap().skills;
        assert!(rows.len() == 2 && rows.iter().all(|r| r.skill_id.as_str() == HEARTH_LIGHTS));
        let with_page = ListSkills { max_results: Some(3), ..by_id.clone() };
        assert!(is_invalid(service.call(&with_page, TOKEN), "skillId"));
        let eleven = ListSkills { skill_ids: vec![SkillId::parse(HEARTH_LIGHTS).unwrap(); 11], ..list() };
        assert!(is_invalid(service.call(&eleven, TOKEN), "skillId"));
    });
}

#[test]
fn what_no_list_has_is_refused_by_name() {
    on_both(|service| {
        for n in [0, 51] {
            assert!(is_invalid(service.call(&ListSkills { max_results: Some(n), ..list() }, TOKEN), "maxResults"));
        }
        let forged = ListSkills { next_token: Some("forged".to_owned()), ..list() };
        assert!(is_invalid(service.call(&forged, TOKEN), "nextToken"));
        let mut request = Incoming::from(&list().request());
        request.headers.set("Authorization", "Bearer Atza|sandbox");
        request.query.clear();
        assert!(is_invalid(list().read(&service.send(&request).unwrap()), "vendorId"));
    });
}

#[test]
fn another_accounts_vendor_is_401_and_its_skills_are_not_listed() {
    on_both(|service: &Service| {
        assert_eq!(refused(service.call(&list(), Some("Atza|sandbox-sam"))), ErrorKind::Unauthenticated);
        let other = ListSkills { vendor_id: VendorId::parse("M2OTHER").unwrap(), ..list() };
        assert_eq!(refused(service.call(&other, TOKEN)), ErrorKind::Unauthenticated);
        let rows = service.call(&list(), Some("Atza|sandbox-robin")).unwrap().skills;
        assert!(rows.len() == 2 && rows.iter().all(|r| r.skill_id.as_str() == MORNING_MINUTE));
    });
}
