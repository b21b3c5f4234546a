"""What kinds of operations a GraphQL request holds, told before anything is executed."""

from __future__ import annotations

import json

from graphql import GraphQLError, OperationDefinitionNode, OperationType, parse

QUERY = frozenset({OperationType.QUERY})
SUBSCRIPTION = frozenset({OperationType.SUBSCRIPTION})

WEBSOCKET_START = "start"
"""The message of the protocol ``graphql-ws`` that has something executed."""


def operations_of(text: str) -> frozenset[OperationType] | None:
    """The kinds of all operations in a document, whichever of them would be executed.

    None where it is no GraphQL, which nothing will execute either.
    """
    try:
        document = parse(text, no_location=True)
    except (GraphQLError, RecursionError):
        return None
    return frozenset(
        definition.operation
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
    )


def only_reads(text: str) -> bool:
    """Whether a document holds queries and nothing else."""
    return operations_of(text) == QUERY


def only_listens(message: str | None) -> bool:
    """Whether a text message on a websocket executes nothing but subscriptions.

    Messages that execute nothing (greeting, stop) do so by nature; what is no such message at
    all (binary, no JSON) does not.
    """
    try:
        told = json.loads(message or "")
    except (ValueError, RecursionError):
        return False
    if not isinstance(told, dict):
        return False
    if told.get("type") != WEBSOCKET_START:
        return True
    payload = told.get("payload")
    query = payload.get("query") if isinstance(payload, dict) else None
    return isinstance(query, str) and operations_of(query) == SUBSCRIPTION
