//! The words of the A/B document: its enums, each of which keeps what it does not know.

use crate::domain::open_enum::open_enum;

open_enum! {
    /// Where an A/B test stands (ab-testing-smapi-apis.txt, `state`).
    ExperimentState {
        /// Created, and neither enabled nor started.
        Created = "CREATED",
        /// On the way from created to enabled.
        Enabling = "ENABLING",
        /// Its configuration is deployed.
        Enabled = "ENABLED",
        /// It has started.
        Running = "RUNNING",
        /// On the way from running to stopped.
        Stopping = "STOPPING",
        /// It has ended, for good.
        Stopped = "STOPPED",
        /// It was deleted. Amazon's client model does not have this value; the document does.
        Deleted = "DELETED",
        /// Its configuration could not be deployed.
        Failed = "FAILED",
    }
}

open_enum! {
    /// The state that a test is asked to go to (`targetState`).
    TargetState {
        /// Deploy it; from CREATED only.
        Enabled = "ENABLED",
        /// Start it; from CREATED or ENABLED.
        Running = "RUNNING",
        /// Stop it; from ENABLED or RUNNING.
        Stopped = "STOPPED",
    }
}

open_enum! {
    /// Why a test was stopped (`stoppedReason`; the values are from Amazon's client model, the document has free text).
    StoppedReason {
        /// It showed what it was to show.
        Success = "EXPERIMENT_SUCCESS",
        /// Something was wrong with it.
        Issue = "EXPERIMENT_ISSUE",
        /// What the service records where no reason was given.
        DeveloperRequest = "DEVELOPER_REQUEST",
    }
}

open_enum! {
    /// The type of a test (`type`).
    ExperimentType {
        /// The code of the live skill decides what each group hears.
        EndpointBased = "ENDPOINT_BASED",
    }
}

open_enum! {
    /// The group that a customer is in (`treatmentId`).
    TreatmentId {
        /// Control: the skill as it is.
        C = "C",
        /// Treatment: the skill as it would be.
        T1 = "T1",
    }
}

open_enum! {
    /// What a metric is there for (`metricTypes`).
    MetricType {
        /// It shows the change that is hoped for.
        Key = "KEY",
        /// It shows a regression that nobody wants.
        Guardrail = "GUARDRAIL",
    }
}

open_enum! {
    /// Which way a metric is expected to move (`expectedChange`). It says nothing about which way is good.
    ExpectedChange {
        /// Upwards.
        Increase = "INCREASE",
        /// Downwards.
        Decrease = "DECREASE",
    }
}

open_enum! {
    /// What the service says about the data of a snapshot (`status`).
    SnapshotStatus {
        /// It is accurate.
        Reliable = "RELIABLE",
        /// It might not be.
        Unreliable = "UNRELIABLE",
    }
}

open_enum! {
    /// How far a change of state is (Amazon's client model, `lastStateTransition.status`).
    TransitionStatus {
        /// Done.
        Succeeded = "SUCCEEDED",
        /// Under way.
        InProgress = "IN_PROGRESS",
        /// Failed.
        Failed = "FAILED",
    }
}

impl ExperimentState {
    /// Whether the service is about to change it by itself, so that it is worth asking again.
    pub fn is_passing(&self) -> bool {
        matches!(self, ExperimentState::Enabling | ExperimentState::Stopping)
    }

    /// Whether customers are, or were, in the test.
    pub fn has_started(&self) -> bool {
        matches!(self, ExperimentState::Running | ExperimentState::Stopping | ExperimentState::Stopped)
    }
}
