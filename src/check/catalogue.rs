//! The catalogue is the one list of all rules, by group, in the order of the reference.

use super::rule::Rule;
use super::rules;

/// All rules.
pub const RULES: &[Rule] = &[
    // text
    rules::approval_of_another_text::RULE,
    rules::empty_words::RULE,
    rules::no_owner::RULE,
    rules::no_revision::RULE,
    rules::no_state_to_go_back_to::RULE,
    rules::over_detailed::RULE,
    rules::past_review_date::RULE,
    rules::placeholder_left::RULE,
    rules::tier_lowered::RULE,
    rules::vague_phrase::RULE,
    // strategy
    rules::decider_executes_steps::RULE,
    rules::no_checkpoint_before_point_of_no_return::RULE,
    rules::no_decider::RULE,
    rules::no_default_if_unreachable::RULE,
    rules::no_deputy_decider::RULE,
    rules::no_success_criteria::RULE,
    rules::no_triggers::RULE,
    rules::no_watch_period::RULE,
    rules::no_way_back_unaccepted::RULE,
    rules::point_of_no_return_unstated::RULE,
    rules::trigger_without_place_to_look::RULE,
    rules::trigger_without_threshold::RULE,
    // time
    rules::backout_exceeds_window::RULE,
    rules::clock_change_in_window::RULE,
    rules::no_contingency::RULE,
    rules::no_window::RULE,
    rules::only_round_durations::RULE,
    rules::reach_exceeds_slack::RULE,
    rules::restore_shorter_than_rehearsed::RULE,
    rules::step_without_duration::RULE,
    // people
    rules::channel_on_affected_system::RULE,
    rules::contact_not_checked::RULE,
    rules::contact_without_phone::RULE,
    rules::escalation_without_end::RULE,
    rules::escalation_without_wait::RULE,
    rules::implausible_phone::RULE,
    rules::outside_stated_hours::RULE,
    rules::role_without_holder::RULE,
    rules::single_channel::RULE,
    rules::too_many_roles::RULE,
    rules::unquoted_phone::RULE,
    // notify
    rules::no_progress_message::RULE,
    rules::nobody_told_at_start::RULE,
    rules::notify_without_channel::RULE,
    rules::notify_without_words::RULE,
    rules::told_at_start_not_at_end::RULE,
    rules::unresolvable_placeholder::RULE,
    // steps
    rules::action_in_warning::RULE,
    rules::change_step_not_undone::RULE,
    rules::command_too_wide::RULE,
    rules::destructive_command_unguarded::RULE,
    rules::expectation_says_nothing::RULE,
    rules::irreversible_step_unguarded::RULE,
    rules::maintenance_not_left::RULE,
    rules::no_completion_call::RULE,
    rules::no_failure_path::RULE,
    rules::not_an_imperative::RULE,
    rules::paused_never_resumed::RULE,
    rules::phase_too_long::RULE,
    rules::secret_in_command::RULE,
    rules::several_actions_in_step::RULE,
    rules::step_loop::RULE,
    rules::step_without_actor::RULE,
    rules::step_without_expectation::RULE,
    rules::step_without_how::RULE,
    rules::typographic_character_in_command::RULE,
    rules::undo_order_not_reversed::RULE,
    rules::unreachable_step::RULE,
    // restore
    rules::data_loss_unstated::RULE,
    rules::restore_point_expires_early::RULE,
    rules::restore_point_incomplete::RULE,
    rules::restore_point_never_tested::RULE,
    rules::restore_without_restore_point::RULE,
    rules::system_without_restore_point::RULE,
    rules::written_data_without_rescue::RULE,
    // tests
    rules::monitoring_not_checked::RULE,
    rules::no_data_integrity_test::RULE,
    rules::no_test_after_backout::RULE,
    rules::system_without_test::RULE,
    rules::test_without_expected_value::RULE,
    rules::tests_after_reopening::RULE,
    // links
    rules::dead_link::RULE,
    rules::how_to_not_checked::RULE,
    rules::how_to_on_affected_system::RULE,
    rules::useless_link_text::RULE,
    // last resort
    rules::continuity_plan_online_only::RULE,
    rules::last_resort_incomplete::RULE,
    rules::leads_to_no_last_resort::RULE,
    rules::no_last_resort::RULE,
    // life cycle
    rules::approval_missing::RULE,
    rules::changed_since_rehearsal::RULE,
    rules::never_rehearsed::RULE,
    rules::rehearsal_exceeded_plan::RULE,
    rules::self_approved::RULE,
    // layout
    rules::bad_picture::RULE,
    rules::card_over_a_page::RULE,
    rules::lone_heading::RULE,
    rules::missing_glyph::RULE,
    rules::split_over_pages::RULE,
    rules::text_overflow::RULE,
    rules::text_too_small::RULE,
];

/// The rule of a name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}
