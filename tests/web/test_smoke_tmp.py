from tests.web.conftest import *
async def test_x(world):
    o, p = await world.order(A01=2)
    s = await world.browser.open(p)
    print(s.status, s.words[:600]); print(s.headers)
    f = await world.browser.fill(p, **ADDRESS, **CHOICES)
    print(f)
    r = await world.browser.post(p+"/confirm", f)
    print(r.status, r.words[:600])
    s = await world.browser.open(p)
    print(s.status, s.words)
    r = await world.browser.open("/o/xx")
    print(r.status, r.words)
