"""A plan explained from the texts that apply would take: nothing is planned anew."""

from collections.abc import Collection

from netops.change.desk import Desk
from netops.change.dossier import Dossier, case, device
from netops.change.plan import exact_from, target
from netops.config.clean import canonical
from netops.config.explain import Explanation, explain
from netops.errors import InputError
from netops.model.change import DevicePlan, Plan


def explained(
    desk: Desk, found: Dossier, names: Collection[str] = ()
) -> tuple[tuple[str, Explanation], ...]:
    """(device, explanation) for each device of the latest plan, or for those named; redacted.

    Raises `Refused` without a plan, `InputError` for a device that the plan does not have.
    """
    plan = case(desk, found).plan
    if unknown := set(names) - {part.device for part in plan.devices}:
        raise InputError(f"{found.request.id} has no plan for {', '.join(sorted(unknown))}")
    return tuple(
        (part.device, _explained(desk, plan, part))
        for part in plan.devices
        if not names or part.device in names
    )


def _explained(desk: Desk, plan: Plan, part: DevicePlan) -> Explanation:
    platform, owner = desk.platform(part.platform), device(desk, part.device)
    exact = exact_from(desk.sealed.unseal(part.sealed), where=f"sealed texts of {part.device}")
    whole = target(plan, part, exact, device=owner, platform=platform, key=desk.key)
    base, goal = (canonical(text, platform, desk.key) for text in (whole.base, whole.predicted))
    return explain(base, goal, part.commands, part.rollback, platform, source=owner.source)
