// The screen of a phone: door, list of questions, proposals. The page of Streamlit draws it once; from then on it listens
// for the number of the stage and asks for what it shows when that is newer. On top of what the database holds it shows
// taps that are not acknowledged yet; these are sent again until they are. Nothing here decides: the server checks all.

const AGAIN = 3000 // ms after which what was not answered is asked again
const SILENCE = 8000 // ms after which a line that does not answer is given up
const PATIENCE = 2500 // ms after which a tap that is not acknowledged is called "not saved yet"
const LOST = 5000 // ms without a line, or without what was asked for, after which it says so
const HEARTBEAT = [50000, 70000] // ms between two looks although nothing was told, different on each phone
const PING = 17000 // ms in which a stream gives a sign of life
const MUTE = 35000 // ms without one after which it is dead, whatever the browser thinks
const POLL = 20000 // ms between two looks while it is: where a proxy swallows it, this is the only way to learn of a change

const CSS = `
:host { display: block }
* { box-sizing: border-box; scroll-margin: 4.5rem 0 1rem }
.phone {
  --ground: #fff; --ink: #111; --muted: #595959; --line: #767676; --faint: #eef0f3; --alarm: #8c1d18;
  --disappointed: #963900; --okay: #e6e6e6; --delighted: #0b4f8a; --on-end: #fff; --on-okay: #111;
  font: 16px/1.35 var(--st-font), sans-serif; color: var(--ink); max-width: 34rem; margin: 0 auto; padding-bottom: 1rem;
  overflow-wrap: anywhere; -webkit-tap-highlight-color: transparent;
}
.phone.dark {
  --ground: #101418; --ink: #f1f3f5; --muted: #b6bec9; --line: #9ca3af; --faint: #1f272f; --alarm: #ffb4a9;
  --disappointed: #ffb570; --okay: #4b5563; --delighted: #7fc8ff; --on-end: #101418; --on-okay: #f1f3f5;
}
.top { position: sticky; top: 0; z-index: 2; background: var(--ground) }
.head { display: flex; gap: .75rem; align-items: center; min-height: 48px; padding: .4rem 0; border-bottom: 1px solid var(--faint) }
.status { flex: 1; font-weight: 600 } .status.late { color: var(--alarm) }
.clock { font-size: 1.35rem; font-weight: 700; font-variant-numeric: tabular-nums }
h1 { font-size: 1.3rem; line-height: 1.25; margin: .8rem 0 .3rem } h2 { font-size: 1.05rem; margin: 1.4rem 0 .2rem }
p { margin: .4rem 0 } .quiet { color: var(--muted) }
.calm { font-size: 1.5rem; line-height: 1.3; text-align: center; margin: 22vh .5rem 0; text-wrap: balance }
.notes { max-height: 40vh; overflow-y: auto } .note { display: flex; gap: .5rem; align-items: center; color: var(--alarm); border: 2px solid; border-radius: 8px;
  padding: .2rem .2rem .2rem .7rem; margin: .5rem 0 }
.note span { flex: 1 }
.lost { position: fixed; left: 50%; bottom: 2vh; transform: translateX(-50%); z-index: 3; padding: .4em 1em; width: max-content;
  max-width: 94vw; text-align: center; font-weight: 600; color: #fff; background: #7a1f1f; border-radius: .4em }
fieldset { border: 0; border-bottom: 1px solid var(--faint); margin: .8rem 0 0; padding: 0 0 .9rem; min-width: 0 }
legend { font-weight: 600; padding: 0; margin-bottom: .1rem }
.choices { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 6px; margin-top: 6px }
.choices.wide { grid-auto-flow: row }
.scale { display: flex; gap: 6px; align-items: center; justify-content: space-between; margin-top: 6px; color: var(--muted) }
.scale .choices { margin: 0; grid-auto-columns: 44px; gap: 5px }
label.choice { position: relative; display: block; cursor: pointer }
label.choice input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: inherit }
.face { display: flex; flex-direction: column; align-items: center; justify-content: center; min-height: 44px; height: 100%;
  padding: 3px 2px; border: 1px solid var(--line); border-radius: 8px; font-size: .875rem; color: var(--ink); text-align: center;
  line-height: 1.15 }
.big .face { min-height: 60px } .symbol { font-size: 1.35rem; line-height: 1.2 }
.symbol.disappointed { color: var(--disappointed) } .symbol.delighted { color: var(--delighted) }
.symbol.okay { color: var(--line) }
input:checked + .face { background: var(--ink); color: var(--ground); border-color: var(--ink); font-weight: 700 }
input:checked + .face .symbol { color: inherit }
input:checked + .face.disappointed { background: var(--disappointed); color: var(--on-end); border-color: var(--disappointed) }
input:checked + .face.okay { background: var(--okay); color: var(--on-okay); border: 3px solid var(--ink) }
input:checked + .face.delighted { background: var(--delighted); color: var(--on-end); border-color: var(--delighted) }
.late input:checked + .face { outline: 3px dashed var(--alarm); outline-offset: 1px }
input:focus-visible + .face, button:focus-visible, a:focus-visible, textarea:focus-visible, .name:focus-visible {
  outline: 3px solid var(--st-primary-color); outline-offset: 2px }
fieldset:disabled label.choice, fieldset:disabled button { cursor: default } fieldset:disabled .face { opacity: .65 }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: 8px; min-height: 48px;
  min-width: 44px; padding: .3rem .8rem; cursor: pointer }
button:disabled { opacity: .5; cursor: default }
button.plain { border: 0; text-decoration: underline; min-height: 44px; padding: 0 .3rem }
.door button { display: block; width: 100%; min-height: 56px; margin: .5rem 0; font-weight: 600; font-size: 1.1rem }
.name, textarea { display: block; width: 100%; font: inherit; color: inherit; background: var(--ground);
  border: 1px solid var(--line); border-radius: 8px; padding: .6rem; margin: .3rem 0 .2rem; min-height: 48px }
.dots { display: flex; align-items: center; gap: .5rem; margin-top: 6px } .dots output { flex: 1; text-align: center;
  font-size: 1.2rem; letter-spacing: .15em; color: var(--delighted) }
.foot { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: center; justify-content: space-between; margin-top: 1.5rem }
.foot button.plain { padding: 0 } .foot:has(> .plain) .quiet { flex: 1 0 100% } .foot > span:last-child { margin-left: auto }
[hidden] { display: none !important }
`

const el = (tag, props = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), props)
  made.append(...children.filter(child => child != null))
  return made
}
const slotOf = (item, field) => `${field} ${item}`

export default function draw({ data, parentElement, setTriggerValue }) {
  const phone = (parentElement.phone ??= arrive(parentElement, data))
  phone.say = setTriggerValue
  if (data.asOf >= phone.data.asOf) show(phone, data)
  else paint(phone) // Streamlit draws once more what it knew long ago, for the colours have changed
  return () => setTimeout(() => phone.root.isConnected || leave(phone)) // it is also called when newer data came quickly
}

function arrive(parent, data) {
  const parts = { status: el("span", { className: "status", role: "status" }), clock: el("span", { className: "clock" }),
                  lost: el("div", { className: "lost", role: "status", hidden: true }) }
  parts.clock.setAttribute("role", "timer")
  for (const name of ["notes", "door", "calm", "title", "list", "form", "foot"]) parts[name] = el("div", { className: name })
  const head = el("div", { className: "head" }, parts.status, parts.clock)
  const { notes, door, calm, title, list, form, foot, lost } = parts
  const root = el("div", { className: "phone" }, el("div", { className: "top" }, head, notes), door, calm, title, list, form, foot, lost)
  parent.append(el("style", { textContent: CSS }), root)
  const phone = { root, head, ...parts, data, language: data.language, client: Math.random().toString(36).slice(2), n: 0, sent: 0,
                  pending: new Map(), refused: new Map(), items: new Map(), drawn: {}, scrolled: {}, store: `taps ${data.me}`,
                  told: data.number, wanted: false, failed: false, tries: 1, triedAt: 0, lookedAt: Date.now(), heard: Date.now(),
                  rest: HEARTBEAT[0] + Math.random() * (HEARTBEAT[1] - HEARTBEAT[0]) }
  restore(phone)
  list.addEventListener("change", event => chosen(phone, event.target))
  phone.wake = () => { if (document.visibilityState === "visible") wake(phone) }
  phone.wakes = [[document, "visibilitychange"], [window, "online"], [window, "pageshow"]]
  for (const [from, name] of phone.wakes) from.addEventListener(name, phone.wake)
  phone.twin = new BroadcastChannel(phone.store) // the same person in another tab has saved something: draw it here, too
  phone.twin.onmessage = () => { phone.wanted = true; talk(phone, 0) }
  listen(phone)
  phone.ticking = setInterval(() => { tend(phone); talk(phone); tick(phone) }, 500)
  return phone
}
function show(phone, data) {
  Object.assign(phone, { data, end: data.left == null ? null : Date.now() + 1000 * data.left })
  paint(phone)
  stayAwake(phone)
}
function leave(phone) {
  phone.awake?.release()
  clearInterval(phone.ticking)
  phone.stream.close()
  phone.twin.close()
  for (const [from, name] of phone.wakes) from.removeEventListener(name, phone.wake)
}
function wake(phone) {
  if (phone.stream.readyState !== EventSource.OPEN || Date.now() - phone.heard > PING) listen(phone)
  phone.wanted = true
  talk(phone, 0)
  stayAwake(phone)
}

// A screen that sleeps is a phone that has to come back: awake while something can be answered, where the browser lets it
// (https), and no longer, for the battery's sake. The browser itself lets go when the page is hidden.
async function stayAwake(phone) {
  if (!navigator.wakeLock || phone.asking) return
  phone.asking = true
  try {
    if (phone.data.open && phone.awake?.released !== false) phone.awake = await navigator.wakeLock.request("screen")
    else if (!phone.data.open) await phone.awake?.release()
  } catch { /* the battery is low, or the page is hidden */ } finally { phone.asking = false }
}

// ---- the room: its stage is told as a number, what it means is asked for

function listen(phone) {
  phone.stream?.close()
  phone.listenedAt = Date.now()
  const stream = phone.stream = new EventSource(new URL(phone.data.line, document.baseURI))
  const heard = () => { phone.heard = Date.now() }
  stream.onopen = heard
  stream.addEventListener("ping", heard)
  stream.addEventListener("numbers", event => { heard(); phone.told = Number(event.data); talk(phone, 0) })
}
// A browser connects again by itself, but not after an answer that it does not like, nor to a line it takes for alive.
function tend(phone) {
  const now = Date.now(), closed = phone.stream.readyState === EventSource.CLOSED
  if (document.visibilityState !== "visible" || now - phone.listenedAt < (closed ? AGAIN : MUTE)) return
  if (closed || now - phone.heard > MUTE) listen(phone)
}
const isBehind = phone => phone.wanted || phone.told > phone.data.number

// ---- what is asked: one thing at a time, so no answer is older than what is shown, and no tap overtakes another

async function talk(phone, pause = AGAIN * phone.tries) {
  if (phone.talking || !phone.root.isConnected) return
  const now = Date.now(), rested = now - phone.triedAt >= pause
  const taps = phone.pending.size && (phone.sent !== phone.n || rested)
  const rest = now - phone.heard > MUTE ? POLL : phone.rest
  const look = isBehind(phone) ? rested || !phone.failed : now - phone.lookedAt > rest
  if (!taps && !look) return
  Object.assign(phone, { talking: true, triedAt: now })
  phone.failed = !(await (taps ? deliver(phone) : ask(phone)))
  phone.talking = false
  phone.tries = phone.failed ? Math.min(2 * phone.tries, 4) : 1 // a server that is slow is asked less often
  if (!phone.failed) talk(phone)
}
// All that is to be shown; whether it came.
async function ask(phone) {
  const { told, language } = phone
  Object.assign(phone, { wanted: false, lookedAt: Date.now() })
  const shown = await fetched(phone, `live/phone?language=${language}`)
  if (!shown) phone.wanted = true
  else {
    if (phone.told === told) phone.told = shown.number // what was told is in it, even if its number is smaller
    show(phone, shown)
  }
  return !!shown
}
async function fetched(phone, address, request = {}) {
  const end = new AbortController(), patience = setTimeout(() => end.abort(), SILENCE)
  try {
    const answer = await fetch(new URL(address, document.baseURI), { cache: "no-store", signal: end.signal, ...request })
    if (answer.status === 403) phone.say("again", Date.now()) // no seat any more: the page says so
    return answer.ok ? await answer.json() : null
  } catch { return null /* the line is dead */ } finally { clearTimeout(patience) }
}

// ---- taps: numbered, kept until acknowledged, also over a reload of the page

function tap(phone, item, field, value, name = "") {
  const slot = slotOf(item, field)
  phone.refused.delete(slot)
  phone.pending.set(slot, { n: ++phone.n, item, field, value, name, mark: phone.data.mark, since: Date.now() })
  keep(phone)
  paint(phone)
  talk(phone)
}
async function deliver(phone) {
  const again = phone.sent === phone.n
  phone.sent = phone.n
  const taps = [...phone.pending.values()].sort((a, b) => a.n - b.n).slice(0, 50)
  const said = { client: phone.client, language: phone.language, taps: taps.map(({ n, item, field, value, mark }) => ({ n, item, field, value, mark })) }
  const news = await fetched(phone, "live/taps", {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(said), keepalive: true })
  if (news) settle(phone, news)
  if (again) phone.wanted = true // an earlier answer was lost: something newer may have been stored since
  return !!news && !taps.some(one => phone.pending.get(slotOf(one.item, one.field)) === one)
}
// What is stored is what was tapped; more comes along when the taps have changed more than an answer.
function settle(phone, { done, refused, savedAt, asOf, shown }) {
  const waited = phone.pending.size, answers = { ...phone.data.answers }
  for (const [slot, tap] of phone.pending) {
    if (tap.n > done) continue
    phone.pending.delete(slot)
    const why = refused[tap.n]
    if (why) phone.refused.set(slot, { name: tap.name, why })
    else if (tap.field === "proposal") phone.form.querySelector("textarea")?.dispatchEvent(new Event("saved"))
    else if (tap.field === "sit") phone.moving = false
    else if (`${tap.mark}` === `${phone.data.mark}`) answers[tap.item] = { ...answers[tap.item], [tap.field]: tap.value }
  }
  phone.savedAt = savedAt ?? phone.savedAt
  if (phone.pending.size < waited) phone.twin.postMessage("saved")
  keep(phone)
  Object.assign(phone.data, { asOf, answers })
  if (shown) show(phone, shown)
  else paint(phone)
}
function keep(phone) {
  try { sessionStorage.setItem(phone.store, JSON.stringify([...phone.pending])) } catch { /* a private window */ }
}
function restore(phone) {
  try {
    for (const [slot, tap] of JSON.parse(sessionStorage.getItem(phone.store) ?? "[]"))
      phone.pending.set(slot, { ...tap, n: ++phone.n })
  } catch { /* nothing was kept */ }
}
function shown(phone, item, field) {
  const waiting = phone.pending.get(slotOf(item, field))
  return waiting ? waiting.value : phone.data.answers[item]?.[field]
}
const isLate = tap => tap && Date.now() - tap.since > PATIENCE

// ---- what is seen

function paint(phone) {
  const { data, root } = phone
  root.lang = data.language
  root.classList.toggle("dark", isDark(root))
  const scroller = root.getRootNode().host?.closest("[data-testid=stMain]")
  const place = JSON.stringify(data.sections?.map(section => section.items.map(item => item.key)) ?? "")
  const moved = phone.place !== place
  if (moved && scroller && phone.place !== undefined) phone.scrolled[phone.place] = scroller.scrollTop
  paintDoor(phone)
  const atDoor = !phone.door.hidden
  part(phone, "calm", atDoor ? "" : data.sentence, text => [el("p", { className: "calm", textContent: text })])
  part(phone, "title", !atDoor && data.title ? [data.title, data.hint] : "", ([title, hint]) => [
    el("h1", { textContent: title }), hint ? el("p", { className: "quiet", textContent: hint }) : null].filter(Boolean))
  paintList(phone, atDoor)
  paintForm(phone, atDoor)
  paintFoot(phone)
  if (moved && scroller && phone.place !== undefined) scroller.scrollTop = phone.scrolled[place] ?? 0
  phone.place = place
  tick(phone)
}
// Draws one part anew only when what it is made of has changed, so that nothing typed or focused in it is lost.
function part(phone, name, made, make) {
  const sign = JSON.stringify(made ?? "")
  phone[name].hidden = !made
  if (phone.drawn[name] === sign) return false
  phone.drawn[name] = sign
  phone[name].replaceChildren(...(made ? make(made) : []))
  return true
}
function paintDoor(phone) {
  const { data, moving } = phone
  const wanted = data.door && (data.door.needed || moving) ? data.door : ""
  part(phone, "door", wanted, door => {
    const name = door.named ? el("input", { className: "name", maxLength: 60, autocomplete: "name", enterKeyHint: "done" }) : null
    const asked = name ? el("label", { textContent: door.nameLabel }, name) : null
    const enter = department => tap(phone, "", "sit", { department, name: name?.value ?? "" })
    const buttons = door.departments.map(([value, label]) => el("button", { type: "button", textContent: label, onclick: () => enter(value) }))
    return [el("h1", { textContent: door.title }), asked, door.hint ? el("p", { textContent: door.hint }) : null, ...buttons].filter(Boolean)
  })
  const waiting = phone.pending.has(slotOf("", "sit"))
  for (const button of phone.door.querySelectorAll("button")) button.disabled = waiting
}
function paintList(phone, atDoor) {
  const { data, list } = phone
  const sections = atDoor ? null : data.sections
  list.hidden = !sections
  if (sections) {
    const order = sections.flatMap(section => [["h2", section.title], ...section.items.map(item => ["item", item.key])])
    const parts = order.filter(([, text]) => text).map(([kind, text]) => kind === "h2" ? heading(phone, text) : question(phone, text))
    const same = parts.length === list.children.length && parts.every((one, i) => one === list.children[i])
    if (!same) {
      const focused = list.getRootNode().activeElement
      list.replaceChildren(...parts)
      if (focused && list.contains(focused)) focused.focus({ preventScroll: true })
    }
  }
  refresh(phone)
}
function refresh(phone) {
  if (phone.data.sections) for (const one of phone.list.children) one.refresh?.()
}
function made(phone, key, make) {
  if (!phone.items.has(key)) phone.items.set(key, make())
  return phone.items.get(key)
}
const heading = (phone, text) => made(phone, `h2 ${text}`, () => el("h2", { textContent: text }))
function question(phone, key) {
  const item = phone.data.sections.flatMap(section => section.items).find(item => item.key === key)
  const { fields } = phone.data
  return made(phone, JSON.stringify([item, fields]), () => {
    const groups = fields.map(field => field.options ? choices(item, field) : dots(phone, item, field))
    const box = el("fieldset", {}, el("legend", { textContent: item.name }), ...groups)
    box.refresh = () => {
      box.disabled = !phone.data.open || isOver(phone)
      for (const group of groups.flatMap(one => [one, ...one.querySelectorAll("*")])) group.refresh?.(phone)
    }
    return box
  })
}
function choices(item, field) {
  const rows = [field.options.filter(option => !option.wide), field.options.filter(option => option.wide)]
  const name = slotOf(item.key, field.field)
  const radio = (option, index) => {
    const input = el("input", { type: "radio", name, value: JSON.stringify(option.value) })
    Object.assign(input.dataset, { item: item.key, field: field.field, name: item.name })
    const face = el("span", { className: `face ${option.tone ?? ""}` },
      option.symbol ? el("span", { className: `symbol ${option.tone ?? ""}`, textContent: option.symbol, ariaHidden: "true" }) : null,
      el("span", { textContent: option.label }))
    input.refresh = phone => { input.checked = shown(phone, item.key, field.field) === option.value }
    return el("label", { className: "choice" }, input, face)
  }
  const lines = rows.filter(row => row.length).map((row, index) =>
    el("div", { className: `choices ${index ? "wide" : field.small ? "" : "big"}` }, ...row.map(radio)))
  const group = field.small
    ? el("div", { className: "scale" }, el("span", { textContent: field.short, ariaHidden: "true" }), ...lines)
    : el("div", {}, ...lines)
  group.setAttribute("role", "radiogroup")
  group.setAttribute("aria-label", field.label)
  group.refresh = phone => group.classList.toggle("late", !!isLate(phone.pending.get(name)))
  return group
}
function chosen(phone, input) {
  if (input.type === "radio") tap(phone, input.dataset.item, input.dataset.field, JSON.parse(input.value), input.dataset.name)
}
function dots(phone, item, field) {
  const count = () => shown(phone, item.key, field.field) ?? 0
  const all = () => (phone.data.sections ?? []).flatMap(section => section.items)
    .reduce((sum, one) => sum + (shown(phone, one.key, field.field) ?? 0), 0)
  const button = (text, label, step) => {
    const made = el("button", { type: "button", textContent: text, ariaLabel: label,
                                onclick: () => tap(phone, item.key, field.field, count() + step, item.name) })
    made.refresh = () => { made.disabled = step > 0 ? all() >= field.most : count() === 0 }
    return made
  }
  const number = el("output")
  number.refresh = () => { number.textContent = "●".repeat(count()) || "0"; number.ariaLabel = `${count()} / ${field.most}` }
  const group = el("div", { className: "dots" }, el("span", { className: "quiet", textContent: field.label }),
    button("−", field.less, -1), number, button("+", field.more, 1))
  group.setAttribute("role", "group")
  group.setAttribute("aria-label", `${field.label}: ${item.name}`)
  return group
}
function paintForm(phone, atDoor) {
  const slot = slotOf("", "proposal")
  part(phone, "form", atDoor ? "" : phone.data.proposal, asked => {
    const text = el("textarea", { maxLength: asked.most, rows: 3 })
    const counter = el("span", { className: "quiet" })
    const count = () => { counter.textContent = `${[...text.value].length}/${asked.most}` }
    text.oninput = count
    text.addEventListener("saved", () => { text.value = ""; count() })
    const levels = asked.levels.map(([value, label]) => el("button", { type: "button", textContent: label,
      onclick: () => text.value.trim() && tap(phone, "", "proposal", { level: value, text: text.value }, text.value) }))
    count()
    return [el("h2", { textContent: asked.title }), el("label", {}, el("span", { textContent: asked.label }), text), counter,
            el("p", { textContent: asked.hint }), el("div", { className: "choices" }, ...levels)]
  })
  const busy = phone.pending.has(slot) || !phone.data.open || isOver(phone)
  for (const one of phone.form.querySelectorAll("textarea, button")) one.disabled = busy
}
function paintFoot(phone) {
  const { data } = phone
  const shown = [data.who, data.languages, data.language, data.door?.change, data.texts.privacy]
  part(phone, "foot", shown, ([who, languages, language, change, privacy]) => [
    el("span", { className: "quiet", textContent: who }),
    change ? el("button", { type: "button", className: "plain", textContent: change, onclick: () => { phone.moving = !phone.moving; paint(phone) } }) : null,
    linked(el("button", { type: "button", className: "plain", textContent: privacy, onclick: () => location.assign(`privacy?lang=${language}`) })),
    el("span", {}, ...languages.filter(([code]) => code !== language).map(([code, label]) =>
      el("button", { type: "button", className: "plain", lang: code, textContent: label, onclick: () => speak(phone, code) }))),
  ].filter(Boolean))
}

// A link, as a button: where an <a> stands in here, checkers no longer take Streamlit's own way past the menu for one.
function linked(button) {
  button.setAttribute("role", "link")
  return button
}

// Another language, also in the address, so that a reload keeps it.
function speak(phone, language) {
  const address = new URL(location)
  address.searchParams.set("lang", language)
  history.replaceState(history.state, "", address)
  Object.assign(phone, { language, wanted: true })
  talk(phone, 0)
}

// ---- what changes by itself: the clock, and how long a tap has been waiting

function tick(phone) {
  const { data } = phone
  const left = phone.end == null ? null : data.open ? Math.max(0, Math.ceil((phone.end - Date.now()) / 1000)) : Math.ceil(data.left)
  const clock = left == null ? "" : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`
  if (phone.clock.textContent !== clock) phone.clock.textContent = clock
  const waiting = [...phone.pending.values()], late = waiting.filter(isLate)
  const status = late.length ? filled(data.texts.unsaved, { n: late.length })
    : waiting.length ? data.texts.saving
    : isOver(phone) ? data.texts.over
    : data.counts ? [data.pause, ...progress(phone)].filter(Boolean).join(" · ") : ""
  if (phone.status.textContent !== status) phone.status.textContent = status
  phone.status.classList.toggle("late", late.length > 0)
  phone.head.hidden = !status && !clock
  const changed = `${late.length} ${isOver(phone)}`
  if (phone.changed !== changed) {
    phone.changed = changed
    refresh(phone)
  }
  paintNotes(phone)
  paintLost(phone)
}
// The line is lost when the stream is, or when what was asked or told does not come.
function paintLost(phone) {
  const now = Date.now(), isOpen = phone.stream.readyState === EventSource.OPEN
  if (!isBehind(phone) && !phone.failed) phone.behind = null
  else phone.behind ??= now
  const lost = now - phone.heard > (isOpen ? MUTE : LOST) || (phone.behind && now - phone.behind > LOST)
  phone.lost.hidden = !lost
  phone.lost.textContent = lost ? phone.data.texts.lost : ""
}
// So many are answered and saved, and when the last one was; so many dots are given.
function progress(phone) {
  const { data } = phone, items = (data.sections ?? []).flatMap(section => section.items), dots = data.fields.find(field => field.most)
  const total = items.length, done = items.filter(item => data.answers[item.key]?.[data.counts] != null).length
  const given = dots && items.reduce((sum, item) => sum + (data.answers[item.key]?.[dots.field] ?? 0), 0)
  return [done ? filled(data.texts.saved, { done, total }) : total ? `0/${total}` : "", done && phone.savedAt ? timeOf(phone) : "",
          dots ? filled(data.texts.dots, { n: given, most: dots.most }) : ""]
}
const filled = (text, values) => text.replace(/{(\w+)}/g, (gap, name) => values[name] ?? gap)
function timeOf({ savedAt, data }) {
  return new Date(1000 * savedAt).toLocaleTimeString(data.language, { hourCycle: "h23" })
}
function paintNotes(phone) {
  part(phone, "notes", phone.refused.size ? [...phone.refused] : "", notes => notes.map(([slot, { name, why }]) =>
    el("div", { className: "note", role: "alert" }, el("span", {}, name ? el("strong", { textContent: name }) : null, el("div", { textContent: why })),
      el("button", { type: "button", className: "plain", textContent: "✕", ariaLabel: phone.data.texts.close,
                     onclick: () => { phone.refused.delete(slot); paintNotes(phone) } }))))
}
const isOver = phone => phone.data.open && phone.end != null && Date.now() >= phone.end
function isDark(root) {
  const colour = getComputedStyle(root).getPropertyValue("--st-background-color").trim()
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour)
  const rgb = hex ? hex.slice(1).map(two => parseInt(two, 16)) : (colour.match(/\d+/g) ?? [255]).map(Number)
  return Math.max(...rgb.slice(0, 3)) < 128
}
