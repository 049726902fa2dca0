import pytest
from sqlalchemy import func, select

from benchmarks.records.simulated import simulate_repetition
from records import NoConsentError, NotKeptError, PainMoment, Records, open_records
from records.models import AuditRow, ConsentRow
from records.owned import TABLES
from tests.records.conftest import NOON, minutes
from tests.records.test_storing import BOW, begun
from vision.angles import View
from vision.calibration import Calibration
from vision.neutral import Neutral


def counts(records):
    with records.engine.connect() as connection:
        return {table.name: connection.scalar(select(func.count()).select_from(table)) for table in TABLES}


STANDING = Calibration(Neutral({"trunk_flexion": 2.5}), View.LEFT, 0.5, "edges")
STORING = [
    lambda records, session: records.begin_session(),
    lambda records, session: records.begin_session(session=session),
    lambda records, session: records.end_session(session),
    lambda records, session: records.begin_set(session, 2, "squat"),
    lambda records, session: records.end_set(session, 1),
    lambda records, session: records.store_repetition(session, 1, BOW),
    lambda records, session: records.store_repetition(session, 1, *simulate_repetition(2)),
    lambda records, session: records.store_calibration(session, 1, 1, STANDING),
    lambda records, session: records.store_pain(session, PainMoment.BEFORE, 3),
    lambda records, session: records.store_confidence("bending", 3),
    lambda records, session: records.store_answers("psfs", "1", {"one": 1}),
    lambda records, session: records.store_assessment("bow", "1", {}),
    lambda records, session: records.give_consent("1", kind="share_with_physio"),
]


def test_nothing_is_stored_once_consent_is_withdrawn(records):
    session = begun(records)
    records.withdraw_consent()
    before = counts(records)
    for store in STORING:
        with pytest.raises(NoConsentError, match="no consent to keep results"):
            store(records, session)
    assert counts(records) == before


def test_the_list_above_names_everything_that_stores():
    names = {name for name in vars(Records) if name.startswith(("begin", "end", "store", "give"))}
    called = {name for store in STORING for name in store.__code__.co_names}
    assert names <= called


def test_nothing_is_stored_of_somebody_who_never_agreed(place):
    with open_records(place) as records:
        assert not records.may_keep()
        with pytest.raises(NoConsentError):
            records.begin_session()
        with pytest.raises(NoConsentError):
            records.store_confidence("bending", 5)
        with pytest.raises(NoConsentError):
            records.give_consent("1", kind="share_with_physio")
        assert set(counts(records).values()) == {0}


def test_one_person_s_consent_is_not_another_s(records):
    session = begun(records)
    with pytest.raises(NoConsentError):
        records.begin_session("other")
    records.give_consent("1", "other", name="Other")
    records.withdraw_consent()
    records.begin_session("other")
    with pytest.raises(NoConsentError):
        records.store_repetition(session, 1, BOW)


def test_the_other_person_cannot_take_over_a_session(records):
    session = begun(records)
    records.give_consent("1", "other")
    with pytest.raises(ValueError, match="another person"):
        records.begin_session("other", session=session)


def test_withdrawing_tells_what_is_still_kept_and_offers_to_erase(records):
    session = begun(records)
    records.store_repetition(session, 1, BOW)
    kept = records.withdraw_consent()
    assert (kept.sessions, kept.repetitions) == (1, 1)
    assert "erase" in kept.offer()
    assert "1 session(s) with 1 repetition(s)" in kept.offer()
    assert not records.may_keep()


def test_agreeing_again_opens_the_gate_again(records):
    records.withdraw_consent()
    records.give_consent("2")
    assert records.may_keep()
    with records.engine.connect() as connection:
        found = connection.execute(select(ConsentRow.__table__).order_by(ConsentRow.given_at)).all()
    assert [(row.version, row.withdrawn_at is None) for row in found] == [("1", False), ("2", True)]
    assert found[0].given_at == NOON
    assert found[0].withdrawn_at > found[0].given_at


def test_the_same_consent_given_twice_is_there_once(records):
    records.give_consent("1")
    assert counts(records)["consent"] == 1
    records.give_consent("2")
    assert counts(records)["consent"] == 2
    records.withdraw_consent()
    assert not records.may_keep()


def test_withdrawing_another_consent_leaves_results_alone(records):
    records.give_consent("1", kind="share_with_physio")
    records.withdraw_consent(kind="share_with_physio")
    assert records.may_keep()


def test_consent_is_audited(place):
    with open_records(place, clock=minutes()) as records:
        records.give_consent("1", "somebody", name="Ann Example")
        records.withdraw_consent("somebody")
        with records.engine.connect() as connection:
            found = connection.execute(select(AuditRow.__table__).order_by(AuditRow.id)).all()
    assert [row.what for row in found] == ["consent_given", "consent_withdrawn"]
    assert "Ann" not in str(found)
    assert "somebody" not in str(found)


def test_nobody_of_that_name(records):
    with pytest.raises(NotKeptError, match="anybody called ghost"):
        records.withdraw_consent("ghost")
