//! The terms that code names. Each constant is the number of a term in the vocabulary; the loader
//! numbers these first, in this order. A term that no code needs has a line in the vocabulary and
//! none here.

/// A kind of block, by its number in the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(u16);

/// The name of a field, by its number among all field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldName(u16);

/// A fixed word, by its number among all words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(u16);

macro_rules! terms {
    ($type:ident, $doc:literal: $($constant:ident $name:literal)*) => {
        impl $type {
            /// The names that code knows, in the order of their numbers.
            pub(super) const KNOWN: &'static [&'static str] = &[$($name),*];

            /// How many names code knows; they have the lowest numbers.
            pub const COUNT_KNOWN: usize = $type::KNOWN.len();

            /// What the vocabulary does not have.
            pub const UNKNOWN: $type = $type(u16::MAX);

            terms!(@ $type, $doc, 0_u16; $($constant $name)*);

            /// The term at this place in the vocabulary.
            #[must_use]
            pub(crate) fn at(index: usize) -> Self {
                $type(u16::try_from(index).unwrap_or(u16::MAX))
            }

            /// Its place in the vocabulary.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
    (@ $type:ident, $doc:literal, $next:expr;) => {};
    (@ $type:ident, $doc:literal, $next:expr; $constant:ident $name:literal $($rest:tt)*) => {
        #[doc = concat!($doc, " `", $name, "`.")]
        pub const $constant: $type = $type($next);
        terms!(@ $type, $doc, $next + 1; $($rest)*);
    };
}

terms! { Kind, "The kind":
    PLAN "plan" STRATEGY "strategy" OBJECTIVE "objective" POLICY "policy" GOAL "goal" AUDIENCE "audience"
    PLATFORM "platform" BUDGET "budget" LINE "line" CHANNEL "channel" PHASE "phase" TASK "task" EVENT "event"
    OFFER "offer" MEASURE "measure" PERSON "person" POSITION "position" TEAM "team" PARTNER "partner"
    RATES "rates" METRIC "metric" EXPECT "expect" MILESTONE "milestone" EXPERIMENT "experiment"
    DEPARTMENT "department" RESEARCH "research" COMPETITOR "competitor" RESULT "result" SPLIT "split"
    MIX "mix" RISK "risk" REVIEW "review" APPROVAL "approval" GATE "gate" SCENARIO "scenario"
    PURPOSE "purpose" ANALYSIS "analysis" PROCESS "process" SWOT "swot" CALENDAR "calendar"
}

terms! { FieldName, "The field":
    OWNER "owner" FOLLOWS "follows" AMENDS "amends" PERIOD "period" START "start" END "end" STATUS "status"
    SUPPORTS "supports" SERVES "serves" TARGET "target" BASELINE "baseline" KEEP "keep" ACTUAL "actual"
    DEADLINE "deadline" MEASURED_BY "measured-by" AUDIENCE "audience" PLATFORM "platform" CHANNEL "channel"
    COST "cost" AMOUNT "amount" TOTAL "total" RESERVE "reserve" COVERS "covers" SHARE "share" DAILY "daily"
    MONTHLY "monthly" YEARLY "yearly" QUANTITY "quantity" UNIT_COST "unit-cost" KIND "kind" PAID "paid"
    FOR "for" LINE "line" HORIZON "horizon" BUDGET "budget" FORBID "forbid" REQUIRE "require"
    DISCOUNT "discount" EFFORT "effort" AKA "aka" WAIVE "waive" NOTE "note" ALIASES "aliases"
    FORMULA "formula" DURATION "duration" IF "if" MARGIN "margin" PARTNER "partner" CAP "cap" SPENT "spent"
    TACTIC "tactic" MESSAGE "message" COMMISSION "commission" EVERY "every" CADENCE "cadence" DUE "due"
    ON "on" NEEDS "needs" CHANGE "change" FROM "from" TO "to" BID "bid" BY "by" SIZE "size" PRODUCT "product"
    REGION "region" LIVE "live" MARKETS "markets" PRIORITY "priority" UTM "utm" LANDING_PAGE "landing-page"
    URL "url" OFFER "offer" CODE "code" TIER "tier" WORDS "words" PATTERNS "patterns" SUBJECT "subject"
    CONTENT "content" CREATIVE "creative" CTA "cta" HASHTAGS "hashtags" TOPICS "topics"
    POSITIONING "positioning" VARIANTS "variants" CONTROL "control" SPLIT "split" SAMPLE "sample"
    REWARD "reward" REPORTS_TO "reports-to" PART_OF "part-of" AMENDS_FROM "amends-from" DROP "drop"
    TYPE "type" VALID_UNTIL "valid-until" AFTER "after" ENDS_AFTER "ends-after" NOT_BEFORE "not-before"
    STARTED "started" DONE "done" FINISHED "finished" PROGRESS "progress" ELAPSED "elapsed"
    CAPACITY "capacity" CALENDAR "calendar" WEEK "week" HOLIDAYS "holidays" WORKING "working" PHASE "phase"
    SALARY "salary" RATE "rate" HEADCOUNT "headcount" DUTIES "duties" TRAINING "training"
    ASSESSMENT "assessment" HELD_BY "held-by" UNSPENT "unspent" PRICE "price" TEAM "team" POSITION "position"
    WITH "with" EXECUTED_BY "executed-by" BIDDING "bidding" AWAY "away" MEMBERS "members"
    BASELINE_END "baseline-end"
}

terms! { Word, "The word":
    STOPPED "stopped" DONE "done" RESERVE "reserve" ACTIVE "active" APPROVED "approved"
    PREPARATION "preparation" RESEARCH "research" PLANNING "planning" DESIGN "design" WRITING "writing"
    PRODUCTION "production" DEVELOPMENT "development" SETUP "setup" TRAINING "training" MEETING "meeting"
    PROCUREMENT "procurement" APPROVAL "approval" TEST "test" ANALYSIS "analysis" OWN_SITE "own-site"
    LANDING_PAGE "landing-page" BLOG "blog" BRAND "brand" PLAN "plan" DRAFT "draft" PAUSED "paused"
    MONTH "month" QUARTER "quarter" WEEK "week" PHASE "phase" KIND "kind" SHARE "share" CHANNEL "channel"
    PEOPLE "people" SERVICE "service" SALES "sales"
}
