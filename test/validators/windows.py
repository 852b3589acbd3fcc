#!/usr/bin/env python3
"""Judges a Windows program: windows.py FILE.exe. It has to be a console program
for this kind of processor, and may lean on nothing but kernel32.dll, which
every Windows has."""

import struct
import sys

PROCESSORS = {0x8664: "amd64", 0xAA64: "arm64"}
CONSOLE = 3


def judge(name):
    data = open(name, "rb").read()
    pe = struct.unpack_from("<I", data, 0x3C)[0]
    if data[:2] != b"MZ" or data[pe:pe + 4] != b"PE\0\0":
        return ["no Windows program"]
    machine, sections = struct.unpack_from("<HH", data, pe + 4)
    size = struct.unpack_from("<H", data, pe + 20)[0]
    optional = pe + 24
    subsystem = struct.unpack_from("<H", data, optional + 68)[0]
    imports = struct.unpack_from("<I", data, optional + 112 + 8)[0]  # the second data directory
    table = [struct.unpack_from("<IIII", data, optional + size + 40 * i + 8) for i in range(sections)]

    def at(rva):
        for length, start, stored, offset in table:
            if start <= rva < start + max(length, stored):
                return offset + rva - start
        raise ValueError(f"nothing lies at {rva:#x}")

    libraries, entry = [], at(imports)
    while any(data[entry:entry + 20]):
        text = at(struct.unpack_from("<I", data, entry + 12)[0])
        libraries.append(data[text:data.index(b"\0", text)].decode().lower())
        entry += 20

    wrong = []
    processor = PROCESSORS.get(machine, hex(machine))
    if f"_{processor}." not in name:
        wrong.append(f"made for {processor}")
    if subsystem != CONSOLE:
        wrong.append(f"subsystem {subsystem}, not the console's")
    if libraries != ["kernel32.dll"]:
        wrong.append(f"needs {libraries}")
    return wrong


wrong = judge(sys.argv[1])
for what in wrong:
    print(f"{sys.argv[1]}: {what}")
sys.exit(bool(wrong))
