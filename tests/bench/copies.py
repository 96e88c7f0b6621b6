#!/usr/bin/env python3
"""N copies of a program in one: every object and function that it defines gets a name of its own per copy, and a new
main calls the copies' mains one after the other. What is only declared (the libraries) is shared.

    fbp-check --dump=rir ... > one.rir;  copies.py N < one.rir > many.rir
"""
import re
import sys

NAME = re.compile(r'@("(?:[^"\\]|\\.)*"|[-$._A-Za-z0-9]+)')


def split(text):
    """Lines once per program (target, files, types, declarations), and what every copy has."""
    shared, own, inside = [], [], False
    for line in text.splitlines():
        inside = inside or line.startswith("define ")
        defined = inside or (line.startswith("global ") and " external" not in line)
        (own if defined else shared).append(line)
        inside = inside and line != "}"
    return shared, own


def plain(name):
    return name.strip('"')


def main():
    copies = int(sys.argv[1])
    shared, own = split(sys.stdin.read())
    defined = {plain(NAME.search(line).group(1)) for line in own if line.startswith(("define ", "global "))}
    print("\n".join(shared))
    for copy in range(copies):
        def rename(match):
            name = plain(match.group(1))
            return f'@"{name}.copy{copy}"' if name in defined else match.group(0)
        for line in own:
            # a position or a file name is quoted and holds no @
            print(NAME.sub(rename, line))
    main_head = next(line for line in own if re.match(r'define @"?main"?\(', line))
    nargs = main_head.split(")")[0].count("%")
    types = re.findall(r"%[^:,]*: (\S+?)(?:[,\s)]|$)", main_head.split(" -> ")[0])
    params = ", ".join(f"%a{i}: {t}" for i, t in enumerate(types[:nargs]))
    args = ", ".join(f"%a{i}" for i in range(nargs))
    print(f"define @main({params}) -> i32 at 1:1 {{\nentry:")
    for copy in range(copies):
        print(f'  %r{copy} = call i32 @"main.copy{copy}"({args}) !1:1')
    print("  ret 0\n}")


main()
