"""What is in a file besides the section .fbp, and whether it has one."""

import os
import re
import subprocess

ELF, ARCHIVE, BITCODE = b"\x7fELF", b"!<arch>\n", b"BC\xc0\xde"
MODULE = re.compile(rb"; ModuleID|\^\d+ = module:")  # a path and a checksum
BUILD_ID = re.compile(rb"(\x04\0\0\0[\x08\x10\x14]\0\0\0\x03\0\0\0GNU\0).{8,20}", re.DOTALL)


def read(path):
    with open(path, "rb") as f:
        return f.read()


def tool(*command, data=None):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout


def kind_of(path):
    data = read(path)
    if data.startswith(ELF):
        return "elf"
    if data.startswith(ARCHIVE):
        return "archive"
    if data.startswith(BITCODE):
        return "bitcode"
    return {".s": "assembler", ".ll": "ir"}.get(os.path.splitext(path)[1], "other")


def ir_text(path, kind):
    text = tool("llvm-dis-19", "-o", "-", path) if kind == "bitcode" else read(path)
    return text.split(b"\n")


def in_section(lines):
    """The lines of module-level assembler that belong to .fbp."""
    inside = False
    for line in lines:
        inside = inside or line.startswith(b'module asm ".pushsection .fbp')
        yield inside
        inside = inside and not line.startswith(b'module asm ".popsection')


def without_lto(path, spare):
    """Takes bitcode out of a fat object: returns what is compared of it."""
    tool("objcopy", "-O", "binary", "--only-section=.llvm.lto", "--set-section-flags=.llvm.lto=alloc", path, spare)
    remove_section(".llvm.lto", path, path)
    return without_section(spare, "bitcode", None)


def remove_section(name, path, to):
    """GNU's does not know other machines; LLVM's does not know the relocations of static programs, and cuts the link
    of a section with the symbol table."""
    arguments = ("--enable-deterministic-archives", "--remove-section=" + name, path, to)
    try:
        tool("objcopy", *arguments)
    except subprocess.CalledProcessError:
        tool("llvm-objcopy-19", "--remove-section=.llvm_addrsig", *arguments)


def without_section(path, kind, spare):
    """What is compared of a file."""
    if kind in ("bitcode", "ir"):
        lines = ir_text(path, kind)
        kept = [line for line, ours in zip(lines, in_section(lines)) if not ours]
        return b"\n".join(line for line in kept if not MODULE.match(line) and line != b"")
    if kind == "assembler":
        tool("clang-19", "-c", "-o", spare + ".o", path)
        path, kind = spare + ".o", "elf"
    if kind in ("elf", "archive"):
        remove_section(".fbp", path, spare)
        fat = without_lto(spare, spare + ".bc") if b".llvm.lto" in read(spare) else b""
        return BUILD_ID.sub(rb"\1", read(spare)) + fat
    return read(path)


def carries(path, kind):
    if kind in ("elf", "archive"):
        return b" .fbp " in tool("readelf", "-SW", path)
    if kind in ("bitcode", "ir"):
        return any(in_section(ir_text(path, kind)))
    return kind == "assembler" and b".fbp" in read(path)
