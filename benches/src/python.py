"""The workloads in Python: prints nanoseconds, the median and the best of a call, or the best of a key."""

import statistics
import sys
import time

from apifailover import CircuitBreaker, FailoverClient, ItemProvider, Provider

CALLS = 2_000


def good():
    return 1


def bad():
    raise ValueError("down")


def nanos(run, times):
    begun = time.perf_counter_ns()
    run()
    return (time.perf_counter_ns() - begun) / times


def calls(workload, repetitions):
    breakers = {
        "W1": None,
        "W2": CircuitBreaker(3, 86_400),
        "W3": CircuitBreaker(10**9, 86_400),
        "W4": CircuitBreaker(3, 86_400),
    }
    client = FailoverClient(circuit_breaker=breakers[workload])
    first = bad if workload in ("W3", "W4") else good

    def run():
        for _ in range(CALLS):
            client.fetch([Provider("primary", first), Provider("backup", good)])

    run()
    samples = [nanos(run, CALLS) for _ in range(repetitions)]
    print(statistics.median(samples), min(samples))


def items(kind, count):
    keys = [f"symbol-{i:016}" if kind == "strings" else i * 1_000_003 for i in range(count)]
    rank = (lambda key: int(key[-2:])) if kind == "strings" else (lambda key: key % 100)

    def provider(name, below):
        known = {key: rank(key) for key in keys if rank(key) < below}
        return ItemProvider(name, lambda asked: {key: known[key] for key in asked if key in known})

    providers = [provider("A", 80), provider("B", 95), provider("C", 98)]
    client = FailoverClient()
    times = max(3, 30_000 // count)
    print(min(nanos(lambda: client.fetch_items(keys, providers), count) for _ in range(times)))


if sys.argv[1].startswith("W"):
    calls(sys.argv[1], int(sys.argv[2]))
else:
    items(sys.argv[1], int(sys.argv[2]))
