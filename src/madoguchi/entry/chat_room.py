"""The chat room, put together: the steps of a round, and what runs them."""

from dataclasses import dataclass

from madoguchi.chat.aside import Aside
from madoguchi.chat.distant import Distant
from madoguchi.chat.keeping import Keeper
from madoguchi.chat.news import News
from madoguchi.chat.orphans import Orphans
from madoguchi.chat.paces import Limits, Paces
from madoguchi.chat.rounds import Rounds
from madoguchi.chat.service import Chats
from madoguchi.chat.steps.answer import Answer
from madoguchi.chat.steps.choose import Choose
from madoguchi.chat.steps.cite import Cite
from madoguchi.chat.steps.finish import Finish
from madoguchi.chat.steps.look_up import LookUp
from madoguchi.chat.steps.recall import Recall
from madoguchi.chat.steps.recognise import Recognise
from madoguchi.chat.steps.show import Show
from madoguchi.chat.streams import Streams
from madoguchi.entry.index_room import IndexRoom
from madoguchi.entry.job_room import Surroundings
from madoguchi.entry.privacy_room import PrivacyRoom
from madoguchi.knowledge.standings import Standings
from madoguchi.models.service import Models


@dataclass
class ChatRoom:
    """What the doors and the other rooms take from it."""

    streams: Streams
    chats: Chats
    aside: Aside
    orphans: Orphans


def chat_room(
    around: Surroundings, room: IndexRoom, models: Models, privacy: PrivacyRoom
) -> ChatRoom:
    """Put it together."""
    db, settings = around.db, around.settings
    guard, choices = privacy.guard, privacy.choices
    news = News(db, around.topics, guard)
    access = settings.access
    limits = Limits(
        visitor=access.visitor_rounds_a_minute,
        address=access.address_rounds_a_minute,
        member=access.member_rounds_a_minute,
    )
    recognise = Recognise(settings.languages)
    look_up = LookUp(room.knowledge, room.pairs, settings.chat.passages)
    answer, cite = Answer(models, room.weights), Cite(room.weights)
    recall = Recall(db, guard, choices, settings.chat.history_tokens)
    streams = Streams(db, Distant(db, around.topics, guard), settings.chat.keep_events_hours)
    rounds = Rounds(
        streams=streams,
        models=models,
        keeper=Keeper(db, streams.runner),
        paces=Paces(limits),
        guard=guard,
        steps=(Choose(choices), recognise, recall, look_up, Show(guard), answer, cite),
        finish=Finish(db, news),
        news=news,
    )
    chats = Chats(
        db,
        rounds,
        streams,
        news,
        standings=Standings(db),
        guard=guard,
        vault=privacy.vault,
        choices=choices,
    )
    aside = Aside(guard, recognise, look_up, answer, cite)
    return ChatRoom(streams, chats, aside, Orphans(db, privacy.vault))
