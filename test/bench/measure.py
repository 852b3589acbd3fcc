"""Runs programs in turn and compares what they took.

usage: measure.py ROUNDS -- NAME OUT COMMAND... [-- NAME OUT COMMAND...]...

Each round runs every program once, A B C A B C: what else the machine does then
falls on all of them alike. OUT is removed before each run and may not exist.
The first program is judged: against "floor" and "hugo" by its time, and by its
peak of memory. A peak under some 25 MB is this script's own: a child begins as
its parent's copy.
"""
import os
import shutil
import statistics
import subprocess
import sys
import time

LIMITS = {"floor": 2.5, "hugo": 0.5}  # judged time / their time, at most
PEAK = 300  # MB, at most


class Program:
    def __init__(self, words):
        self.name, self.out, *self.command = words
        self.wall, self.cpu, self.peak = [], [], []

    def run(self):
        """Runs the program once: seconds of wall clock, seconds of all cores, bytes at its peak."""
        shutil.rmtree(self.out, ignore_errors=True)
        start = time.perf_counter()
        child = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = child.stdout.read()
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        if status != 0:
            sys.exit(f"{self.name} failed:\n{' '.join(self.command)}\n{said.decode(errors='replace')}")
        return wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024

    def measure(self):
        wall, cpu, peak = self.run()
        self.wall.append(wall)
        self.cpu.append(cpu)
        self.peak.append(peak / 1e6)

    def files(self):
        return sum(len(names) for _, _, names in os.walk(self.out))


def main():
    rounds, *words = sys.argv[1:]
    programs = []
    for word in words:
        if word == "--":
            programs.append([])
        else:
            programs[-1].append(word)
    programs = [Program(p) for p in programs]
    for p in programs:
        p.run()  # once for nothing: caches of the disk and the programs
    for _ in range(int(rounds)):
        for p in programs:
            p.measure()
    report(programs, rounds)


def report(programs, rounds):
    print(f"medians of {rounds} rounds (slowest in brackets)\n")
    print(f"{'':10}{'wall s':>16}{'cpu s':>9}{'peak MB':>9}{'files':>8}")
    median = statistics.median
    for p in programs:
        wall = f"{median(p.wall):.2f} ({max(p.wall):.2f})"
        print(f"{p.name:10}{wall:>16}{median(p.cpu):9.2f}{max(p.peak):9.0f}{p.files():8}")
    print()
    judged, *others = programs
    good = True
    for p in others:
        good &= verdict(f"{judged.name} / {p.name}", median(judged.wall) / median(p.wall), LIMITS[p.name])
    good &= verdict(f"{judged.name}, peak MB", max(judged.peak), PEAK)
    sys.exit(0 if good else 1)


def verdict(what, value, limit):
    print(f"{what:24}{value:8.2f}   limit {limit:<6}{'ok' if value <= limit else 'MISSED'}")
    return value <= limit


main()
