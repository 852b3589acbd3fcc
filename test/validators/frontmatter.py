"""Judges the front matter of a site's sources with jsonschema, by the schemas
that nhipcau makes of the site, and proves that these schemas can refuse.

usage: frontmatter.py SITE SCHEMAS

SCHEMAS is the folder that `nhipcau schema --out` wrote. Every text has to be
accepted; every text with a fault planted in it has to be refused.
"""
import glob
import json
import os
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Reads YAML as editors' programs do: by 1.2, where a day is a text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith((":timestamp", ":bool"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def texts(site):
    """Gives each text's path from the site's folder, its language and its front matter."""
    for path in sorted(glob.glob(os.path.join(site, "content", "**", "*.md"), recursive=True)):
        with open(path, encoding="utf-8") as f:
            front = f.read().split("\n---", 1)[0].removeprefix("---")
        yield os.path.relpath(path, site).replace(os.sep, "/"), path.split(".")[-2], yaml.load(front, Loader)


def schema_for(schemas, path, lang):
    """The nearest schema above a text. A section's own text has the facts that everything has."""
    folder = os.path.dirname(path)
    if os.path.basename(path).startswith("_index."):
        folder = "content"
    while True:
        name = os.path.join(schemas, f"{folder}.{lang}.json")
        if os.path.exists(name) or not folder:
            return name
        folder = os.path.dirname(folder)


# What is wrong in any text: the fault, and the front matter with it.
FAULTS = {
    "an unknown key": lambda d: d | {"sumary": "x"},
    "no title": lambda d: {k: v for k, v in d.items() if k != "title"},
    "a title of two lines": lambda d: d | {"title": ["a", "b"]},
    "a flag that is none": lambda d: d | {"draft": "maybe"},
    "a day that is none": lambda d: d | {"date": "31-4-2022"},
    "an unknown language": lambda d: d | {"from": "xx"},
}


def faults(front, schema, first):
    """Gives what can be wrong with one text."""
    for what, plant in FAULTS.items():
        yield what, plant(front)
    for key, of in schema["properties"].items():
        yield f"a mapping without sense in {key}", front | {key: {"nonsense": True}}
        if '"const"' in json.dumps(of):
            yield f"a choice that is none in {key}", front | {key: "nonsense"}
    if "from" in front:
        yield "a fact in a translation", front | {"date": "2022-09-05"}
    elif first and not front.get("draft"):
        for key in schema.get("else", {}).get("else", {}).get("required", []):
            yield f"no {key}", {k: v for k, v in front.items() if k != key}


def main(site, schemas):
    validators, wrong, accepted, refused = {}, [], 0, 0
    with open(os.path.join(site, "site.yaml"), encoding="utf-8") as f:
        first = yaml.load(f, Loader)["languages"][0]
    for path, lang, front in texts(site):
        name = schema_for(schemas, path, lang)
        if name not in validators:
            with open(name, encoding="utf-8") as f:
                schema = json.load(f)
            jsonschema.Draft202012Validator.check_schema(schema)
            validators[name] = jsonschema.Draft202012Validator(schema)
        v = validators[name]
        found = [f"{path}: {'/'.join(map(str, e.absolute_path))}: {e.message}" for e in v.iter_errors(front)]
        wrong += found
        accepted += not found
        for what, planted in faults(front, v.schema, lang == first):
            refused += 1
            if v.is_valid(planted):
                wrong.append(f"{path}: {os.path.relpath(name, schemas)} does not see {what}")
    print("\n".join(wrong) or f"{len(validators)} schemas: {accepted} texts accepted, {refused} planted faults refused")
    return 1 if wrong or not refused else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
