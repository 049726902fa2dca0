from live.memory import ShortMemory


def test_a_thing_is_given_once():
    memory = ShortMemory()
    memory.put("page", 1)
    memory.put("page", 2)
    assert memory.take("page") == 2
    assert memory.take("page") is None


def test_old_things_are_forgotten():
    now = [0.0]
    memory = ShortMemory(keep_s=10.0, clock=lambda: now[0])
    memory.put("page", 1)
    now[0] = 10.5
    assert memory.take("page") is None


def test_it_never_holds_more_than_it_may():
    memory = ShortMemory(most=3)
    for number in range(100):
        memory.put(str(number), number)
    assert [memory.take(str(number)) for number in range(96, 100)] == [None, 97, 98, 99]


def test_what_is_looked_up_is_not_forgotten():
    now = [0.0]
    memory = ShortMemory(keep_s=10.0, clock=lambda: now[0])
    memory.put("page", 1)
    assert [memory.look_up("page"), memory.look_up("page"), memory.look_up("other")] == [1, 1, None]
    now[0] = 10.5
    assert memory.look_up("page") is None
