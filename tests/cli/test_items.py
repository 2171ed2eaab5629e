import os
import sys

import pytest

from oai.base.errors import InputError
from oai.base.json_text import dumps
from oai.cli.input.items import Item, apply, parse_item


def no_stdin() -> str:
    raise AssertionError("standard input is not for this item")


def parse(text: str) -> Item:
    return parse_item(text, no_stdin)


def body(*texts: str, base: object = None) -> object:
    return apply([parse(text) for text in texts], {} if base is None else base)


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("a=x", ("a",), "x"),
        ("a=", ("a",), ""),
        ("a.b=x", ("a", "b"), "x"),
        ("a.0=x", ("a", "0"), "x"),
        ("a[0].c=x", ("a", 0, "c"), "x"),
        ("a[]=x", ("a", None), "x"),
        ("a[][b]=x", ("a", None, "b"), "x"),
        ("a[b][c]=x", ("a", "b", "c"), "x"),
        ("a[b.c]=x", ("a", "b.c"), "x"),
        ("[a][0]=x", ("a", 0), "x"),
        (r"a[\5]=x", ("a", "5"), "x"),
        (r"a[\-1]=x", ("a", "-1"), "x"),
        (r"a\.b=x", ("a.b",), "x"),
        (r"a\=b=x", ("a=b",), "x"),
        (r"a\:=b=x", ("a:",), "b=x"),
        (r"a\[0\]=x", ("a[0]",), "x"),
        (r"a[b\]c]=x", ("a", "b]c"), "x"),
        (r"a\\=x", ("a\\",), "x"),
        (r"a\\.b=x", ("a\\", "b"), "x"),
        (r"C\dir=x", (r"C\dir",), "x"),
        ("a:b=x", ("a:b",), "x"),
        ("größe 1=x", ("größe 1",), "x"),
        ("a:=1", ("a",), 1),
        ('a:=[1, "x"]', ("a",), [1, "x"]),
        ("a:=null", ("a",), None),
        ("a:= true ", ("a",), True),
        ('a:="@x"', ("a",), "@x"),
    ],
)
def test_items(text, path, value):
    assert parse(text) == Item(path, value, is_query=False)


@pytest.mark.parametrize(
    "value",
    [
        "a==b",
        "a:=b",
        " padded ",
        "line\nbreak\r\n",
        r"a\nb\.c\\",
        "'quoted'",
        "x=@y",
        "[0].a",
        "👩‍👩‍👧",
    ],
)
def test_text_after_the_operator_is_untouched(value):
    assert parse(f"a={value}").value == value


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("limit==5", "limit", "5"),
        ("after==", "after", ""),
        ("include[]==a=b", "include[]", "a=b"),
        ("metadata[a.b]==x", "metadata[a.b]", "x"),
        (r"a\=b==x", "a=b", "x"),
        ("q==@x", "q", "@x"),
    ],
)
def test_query_parameters(text, name, value):
    assert parse(text) == Item((name,), value, is_query=True)


def test_query_parameters_are_not_in_the_body():
    assert body("a=1", "b==2") == {"a": "1"}


def test_items_build_a_body():
    built = body(
        "model=gpt-4.1",
        "reasoning.effort=low",
        "input[0].role=user",
        "input[0].content[].text=hi",
        "input[0].content[].text=there",
        "input[]:={}",
        "tools[][type]=web_search",
        "temperature:=0.50",
        "metadata.1=one",
        "n:=1",
        "n:=2",
    )
    assert dumps(built) == (
        '{"model": "gpt-4.1", "reasoning": {"effort": "low"}, "input": [{"role": "user", "content":'
        ' [{"text": "hi"}, {"text": "there"}]}, {}], "tools": [{"type": "web_search"}],'
        ' "temperature": 0.50, "metadata": {"1": "one"}, "n": 2}'
    )


def test_items_change_a_copy_of_the_base():
    base = {"a": {"b": [1, 2]}, "c": {"d": 1}}
    changed = body("a.b[1]:=9", "a.b[2]:=10", "c=x", base=base)
    assert changed == {"a": {"b": [1, 9, 10]}, "c": "x"}
    assert base == {"a": {"b": [1, 2]}, "c": {"d": 1}}


def test_a_value_is_not_shared_between_bodies():
    items = [parse("a:=[1]"), parse("a[]:=2")]
    assert apply(items, {}) == apply(items, {}) == {"a": [1, 2]}


def test_a_list_can_be_the_base():
    assert body("[]=x", "[0]=y", base=["a"]) == ["y", "x"]


@pytest.mark.parametrize(
    ("base", "text", "message"),
    [
        ({"a": "x"}, "a.b.c=1", "--set a.b.c: 'a' is text, not an object."),
        ({"a": {"b": 1}}, "a.b.c=1", "--set a.b.c: 'a.b' is a number, not an object."),
        ({"a": 1.5}, "a[]=1", "--set a[]: 'a' is a number, not a list."),
        ({"a": True}, "a[0]=1", "--set a[0]: 'a' is a boolean, not a list."),
        ({"a": None}, "a.b=1", "--set a.b: 'a' is null, not an object."),
        ({"a": [1]}, "a.0=1", "--set a.0: 'a' is a list, not an object."),
        ({"a": {}}, "a[0]=1", "--set a[0]: 'a' is an object, not a list."),
        ({"a": {}}, "a[].b=1", "--set a[].b: 'a' is an object, not a list."),
        ({"x.y": 1}, r"x\.y.b=1", r"--set x\.y.b: 'x\.y' is a number, not an object."),
        ({}, "[0]=1", "--set [0]: the body is an object, not a list."),
        ([], "a=1", "--set a: the body is a list, not an object."),
        ("x", "a=1", "--set a: the body is text, not an object."),
        ({}, "a[1]=1", "--set a[1]: [1] would leave a hole in 'a'."),
        (
            {"a": [{"b": [1, 2]}]},
            "a[0].b[4].c=1",
            "--set a[0].b[4].c: [4] would leave a hole in 'a[0].b'.",
        ),
    ],
)
def test_a_path_that_does_not_fit_says_which_part(base, text, message):
    with pytest.raises(InputError) as caught:
        body(text, base=base)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("base", "text", "hint"),
    [
        ({"a": [1]}, "a.0=1", "[0]"),
        ({"a": {}}, "a[7]=1", r"[\7]"),
        ({"a": [1, 2]}, "a[5]=1", "[2]"),
    ],
)
def test_a_path_that_does_not_fit_gets_a_hint(base, text, hint):
    with pytest.raises(InputError) as caught:
        body(text, base=base)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("model", "--set model: there is no '='."),
        ("", "--set : there is no '='."),
        (r"a\=b", r"--set a\=b: there is no '='."),
        ("x" * 100, f"--set {'x' * 40}...: there is no '='."),
        ("=x", "--set: there is no name before '='."),
        (":=1", "--set: there is no name before ':='."),
        ("==x", "--set: there is no name before '=='."),
        ("a..b=x", "--set a..b: the name cannot be read at '..b'."),
        (".a=x", "--set .a: the name cannot be read at '.a'."),
        ("a.=x", "--set a.: the name cannot be read at '.'."),
        ("a[b=x", "--set a[b: the name cannot be read at '[b'."),
        ("a]=x", "--set a]: the name cannot be read at ']'."),
        ("a[0]b=x", "--set a[0]b: the name cannot be read at 'b'."),
        ("a[b[c]]=x", "--set a[b[c]]: the name cannot be read at ']'."),
        ("a[-1]=x", "--set a[-1]: [-1] is not an index; they count up from 0."),
        (
            "a[9999999999]=x",
            "--set a[9999999999]: [9999999999] is not an index; they count up from 0.",
        ),
    ],
)
def test_an_item_that_cannot_be_read_is_refused(text, message):
    with pytest.raises(InputError) as caught:
        parse(text)
    assert caught.value.message == message
    assert caught.value.hint


def test_a_missing_operator_shows_the_forms():
    with pytest.raises(InputError) as caught:
        parse("model")
    for form in ("name=text", "name:=json", "name=@file", "name:=@file.json", "name==value"):
        assert form in caught.value.hint


def test_bad_json_is_told_with_its_position():
    with pytest.raises(InputError) as caught:
        parse("a.b:={1}")
    assert caught.value.message.startswith("--set a.b: not valid JSON at line 1, column 2: ")


def test_a_file_is_read_byte_for_byte(tmp_path):
    path = tmp_path / "a prompt=1.txt"
    path.write_bytes(" é\r\n\n\ttext  \n".encode())
    assert parse(f"a=@{path}") == Item(("a",), " é\r\n\n\ttext  \n")


def test_a_file_of_the_home_folder_is_found(tmp_path, monkeypatch):
    (tmp_path / "prompt.txt").write_text("hello")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert parse("a=@~/prompt.txt").value == "hello"


def test_a_json_file_is_parsed_with_or_without_a_byte_order_mark(tmp_path):
    path = tmp_path / "tools.json"
    path.write_bytes('\ufeff[{"x": 1.10}]\r\n'.encode())
    assert dumps(body(f"tools:=@{path}")) == '{"tools": [{"x": 1.10}]}'


def test_a_broken_json_file_is_named(tmp_path):
    path = tmp_path / "tools.json"
    path.write_text("[\n1 2]")
    with pytest.raises(InputError) as caught:
        parse(f"tools:=@{path}")
    assert caught.value.message == (
        f"--set tools, {path}: not valid JSON at line 2, column 3: expecting ',' delimiter"
    )
    assert caught.value.hint is None


def test_a_missing_file_is_named_and_text_with_an_at_sign_explained():
    with pytest.raises(InputError) as caught:
        parse("input=@mail.com is down")
    assert caught.value.message == (
        "--set input: cannot read 'mail.com is down': No such file or directory."
    )
    assert "name:='\"@text\"'" in caught.value.hint


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InputError, match=r"--set a: cannot read .*: .*"):
        parse(f"a:=@{tmp_path}")


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the system lets this user read everything"
)
def test_a_file_without_rights_is_told(tmp_path):
    path = tmp_path / "locked.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(InputError, match="Permission denied"):
        parse(f"a=@{path}")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    path = tmp_path / "latin.txt"
    path.write_bytes(b"caf\xe9")
    with pytest.raises(InputError) as caught:
        parse(f"a=@{path}")
    assert caught.value.message == f"--set a: '{path}' is not UTF-8 text (at byte 4)."


def test_a_dash_is_standard_input():
    assert parse_item("a=@-", lambda: " piped\n").value == " piped\n"
    assert parse_item("a:=@-", lambda: "[1]\n").value == [1]


def test_bad_json_from_standard_input_is_told():
    with pytest.raises(InputError, match=r"^--set a, standard input: not valid JSON at line 1"):
        parse_item("a:=@-", lambda: "nope")


def test_an_item_of_a_megabyte_is_read_at_once():
    text = "x" * 1_000_000
    assert parse(f"a={text}").value == text
    with pytest.raises(InputError, match="there is no '='"):
        parse(text)
