"""How people log in, where several systems say it in the same words."""

from netops.platforms.spec import Lifeline

# A device that asks its own users alone, and has none, lets nobody in.
LOCAL_LOGIN = Lifeline(
    "",
    ("aaa authentication login default local",),
    "logins are for local users, and there is none",
    never=True,
    unless="username ",
)
