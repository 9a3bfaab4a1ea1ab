#!/usr/bin/env python3
"""Write a deterministic workspace of plans without faults.

usage: gen_plans.py OUTDIR N

OUTDIR receives planlint.toml, company.plan (the strategy and the people) and N plans of about
4.2 KB and 138 lines each, 100 to a folder: r00/d00/p00000.plan, r00/d00/p00001.plan, …
A plan depends on its number alone, so the first 1,000 plans are the same whatever N is.
"""

import os
import random
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta

# A crew of five carries five plans in each of ten spans of five weeks. In every week each of the five
# works for another of the five plans, so nobody has two tasks on one day, however many plans there are.
CREW = 5
SPANS = 10
PLANS_PER_CREW = CREW * SPANS
WORKING_DAYS_PER_WEEK = 5
# Mondays; a plan runs from one of them to the Friday of the fifth week.
SPAN_STARTS = [date(2026, 1, 5) + timedelta(weeks=CREW * span) for span in range(SPANS)]

DIRECTORS = ["wang.fang", "zhao.min", "sun.hao", "zhou.ling"]
CREW_NAMES = [
    ("li.wei", "李伟", "Growth lead", 1_200),
    ("ma.lin", "马琳", "Designer", 800),
    ("wu.yan", "Wu Yan", "Media buyer", 900),
    ("he.xin", "何欣", "Editor", 700),
    ("xu.bo", "Xu Bo", "Analyst", 1_000),
]

REGIONS = ["east-china", "north-china", "south-china", "west-china"]
PRODUCTS = [
    ("Lunch boxes", "儿童餐盒"),
    ("Thermos cups", "保温杯"),
    ("School bags", "护脊书包"),
    ("Night lights", "小夜灯"),
    ("Rain boots", "雨靴"),
    ("Picture books", "绘本"),
]
OCCASIONS = [("spring launch", "春季上新"), ("summer sale", "年中大促"), ("brand week", "品牌周"), ("new series", "新品首发")]
AUDIENCES = [
    ("parents", "Young parents", "25..40"),
    ("elders", "带孙辈的祖父母", "55..70"),
    ("teachers", "Teachers", "22..45"),
    ("students", "大学生", "18..24"),
]
PROBLEMS = ["Wholesalers bring most revenue.", "回头客少，每单都要重新买。", "Nobody finds the shop."]
STRENGTHS = ["Own factory; 48 h delivery.", "自有工厂，两天到货。", "Safe materials."]

# id, title, tactic, paid; the paid channels sell, the others bring people who sign up. The task of each
# channel has a week of its own; two plans in three do without the last one.
CHANNELS = [
    ("search-ads", "Search ads", "Brand terms first.", True),
    ("email", "Newsletter", "One story, one offer.", False),
    ("feed", "信息流广告", "先投相似人群，再放量。", True),
    ("social", "社群运营", "每周三晚上答疑。", False),
    ("influencer", "Vloggers", "Ten small accounts.", True),
]
# The phases with the number of their weeks, and the task of each week.
PHASES = [
    ("setup", "Setup", "preparation", 1),
    ("study", "调研", "research", 1),
    ("draft", "Design", "design", 1),
    ("run", "Run", "implementation", 2),
]
TASKS = [
    ("brief", "Brief", "账户已开通"),
    ("survey", "问卷调研", "400 answers, 附报告"),
    ("drafts", "Drafts", "Three drafts"),
    ("stories", "十二篇图文", "十二篇，审核通过"),
    ("wave", "第二轮投放", "Wave live, 有日报"),
]
COMMENTS = ["agreed with the agency", "含税", "as last year", "see the minutes", "以合同为准"]
RISKS = [
    ("click-prices", "Click prices rise", "Move 20% to the newsletter"),
    ("late-goods", "到货延迟", "Keep two weeks of stock"),
    ("bad-reviews", "Bad reviews", "Answer within a day"),
]


@dataclass
class Channel:
    """One channel of a plan with its arithmetic already worked out."""

    id: str
    title: str
    tactic: str
    paid: bool
    audience: str
    owner: str
    cost: int
    expect: dict[str, str]
    revenue: int = 0
    orders: int = 0
    signups: int = 0


@dataclass
class Task:
    """One task, which stays inside its own week."""

    id: str
    title: str
    deliverable: str
    owner: str
    start: date
    duration: int
    cost: int
    channel: str
    after: str


@dataclass
class Sums:
    """What the strategy must know about all plans together."""

    budget: int = 0
    revenue: list[int] = field(default_factory=lambda: [0, 0])
    signups: list[int] = field(default_factory=lambda: [0, 0])


def money(amount: int) -> str:
    """Money as plans write it."""
    return f"{amount:_} CNY"


def round_up(amount: float, step: int) -> int:
    """The next multiple of `step`."""
    return -int(-amount // step) * step


def crew_of(number: int) -> list[str]:
    """The people who carry a plan."""
    crew = number // PLANS_PER_CREW
    return [f"{name}-{crew}" for name, *_ in CREW_NAMES]


class Plan:
    """One plan: its facts are settled first, then written down."""

    def __init__(self, number: int):
        self.number = number
        self.random = random.Random(number)
        self.id = f"p{number:05d}"
        self.crew = crew_of(number)
        self.seat = number % CREW
        self.start = SPAN_STARTS[number // CREW % SPANS]
        self.end = self.start + timedelta(weeks=CREW, days=-3)
        self.owner = self.crew[self.seat]
        self.director = DIRECTORS[number % len(DIRECTORS)]
        self.region = REGIONS[number // CREW % len(REGIONS)]
        # Ids that other plans might share are numbered: figures of two plans that follow one strategy
        # may only differ where they speak of different things.
        self.shop = f"shop-{number}"
        first = number % len(AUDIENCES)
        self.audiences = [AUDIENCES[first], AUDIENCES[(first + 1) % len(AUDIENCES)]]
        self.audience_ids = [f"{audience[0]}-{number}" for audience in self.audiences]
        used = CHANNELS if number % 3 == 0 else CHANNELS[:-1]
        self.channels = [self.make_channel(seat, *facts) for seat, facts in enumerate(used)]
        self.tasks = self.make_tasks()
        self.settle_goals()
        self.settle_budget()

    # Facts ---------------------------------------------------------------------------------------

    def make_channel(self, seat: int, id: str, title: str, tactic: str, paid: bool) -> Channel:
        """A channel whose expectations follow from a few round rates."""
        return Channel(
            id,
            title,
            tactic,
            paid,
            audience=self.audience_ids[seat // 2 % 2],
            owner=self.crew[(self.seat + seat) % CREW],
            **(self.paid_figures() if paid else self.free_figures()),
        )

    def paid_figures(self) -> dict:
        """Clicks are multiples of 1,000 and rates are round, so every identity holds exactly."""
        pick = self.random
        clicks = pick.randint(25, 32) * 1_000
        cpc, cvr, aov = pick.choice((2, 3)), pick.choice((4, 5)), pick.choice((240, 280, 320))
        orders = clicks * cvr // 100
        expect = {
            "clicks": f"{clicks:_}",
            "cpc": f"{cpc} CNY",
            "orders": f"{orders:_}",
            "cvr": f"{cvr}%",
            "revenue": money(orders * aov),
        }
        return {"cost": clicks * cpc, "expect": expect, "orders": orders, "revenue": orders * aov}

    def free_figures(self) -> dict:
        """Visits and the people among them who sign up."""
        visits = self.random.randint(8, 30) * 1_000
        signups = visits * self.random.choice((3, 4)) // 100
        cost = self.random.randint(8, 15) * 1_000
        return {"cost": cost, "expect": {"visits": f"{visits:_}", "signups": f"{signups:_}"}, "signups": signups}

    def make_tasks(self) -> list[Task]:
        """One task for each channel, one in each week, each by another member of the crew."""
        tasks: list[Task] = []
        for week, (text, channel) in enumerate(zip(TASKS, self.channels)):
            duration = self.random.randint(3, WORKING_DAYS_PER_WEEK)
            wait = self.random.randint(0, WORKING_DAYS_PER_WEEK - duration)
            tasks.append(
                Task(
                    *text,
                    owner=channel.owner,
                    start=self.start + timedelta(weeks=week, days=wait),
                    duration=duration,
                    cost=channel.cost // 1_000 * self.random.randint(20, 45) * 10,
                    channel=channel.id,
                    after=tasks[-1].id if tasks else "",
                )
            )
        return tasks

    def settle_goals(self) -> None:
        """Goals ask a little less than the channels expect together."""
        revenue = sum(channel.revenue for channel in self.channels)
        signups = sum(channel.signups for channel in self.channels)
        self.revenue = [revenue * 35 // 100_000 * 1_000, revenue * 95 // 100_000 * 1_000]
        self.signups = [signups * 35 // 1_000 * 10, signups * 95 // 1_000 * 10]

    def settle_budget(self) -> None:
        """Lines cover their channels, and lines with the reserve stay just under the total."""
        self.lines = [self.make_line("ads", True), self.make_line("content", False)]
        self.reserve = self.random.choice((5, 6))
        amounts = sum(amount for _, amount, _ in self.lines)
        self.total = round_up(amounts * 100 / (99 - self.reserve), 1_000)

    def make_line(self, name: str, paid: bool) -> tuple[str, int, str]:
        """A line's id, amount and the channels it covers."""
        covered = [channel for channel in self.channels if channel.paid == paid]
        amount = round_up(sum(channel.cost for channel in covered) + 1, 1_000)
        return name, amount, ", ".join(channel.id for channel in covered)

    def add_to(self, sums: Sums) -> None:
        """Count this plan into what the strategy asks of all."""
        sums.budget += self.total
        for mine, all_plans in ((self.revenue, sums.revenue), (self.signups, sums.signups)):
            all_plans[0] += mine[0]
            all_plans[1] += mine[1]

    # Text ----------------------------------------------------------------------------------------

    def remark(self) -> str:
        """A comment at the end of some lines."""
        return f"  # {self.random.choice(COMMENTS)}" if self.random.random() < 0.3 else ""

    def text(self) -> str:
        """The whole file."""
        lines = [
            *self.head(),
            *self.purpose(),
            *self.goals(),
            *self.analysis(),
            *self.platform(),
            *self.budget(),
        ]
        for seat, channel in enumerate(self.channels):
            lines += self.channel(seat, channel)
        lines += self.phases()
        lines += self.oversight()
        lines += ["}", ""]
        return "\n".join(lines)

    def head(self) -> list[str]:
        language = self.number % 2
        product, occasion = PRODUCTS[self.number % len(PRODUCTS)], OCCASIONS[self.number // 7 % len(OCCASIONS)]
        separator = ("", ": ")[language == 0]
        return [
            f'plan {self.id} "{product[language]}{separator}{occasion[language]}" {{',
            "  follows: company-2026",
            "  type: sales",
            f"  status: {'approved' if self.number % 3 else 'draft'}",
            f"  period: {self.start} .. {self.end}",
            f"  owner: @{self.owner}",
            f"  created-by: @{self.director}  compiled-by: @{self.owner}",
            "",
        ]

    def purpose(self) -> list[str]:
        return [
            "  purpose {",
            f'    problem: "{self.random.choice(PROBLEMS)}"',
            '    value: "Direct, 38% margin."',
            f'    strengths: "{self.random.choice(STRENGTHS)}"',
            '    earns-by: "Sales in our own shop."',
            "  }",
            "",
        ]

    def goals(self) -> list[str]:
        sales = [money(amount) for amount in self.revenue]
        people = [f"{count:_}" for count in self.signups]
        return [
            *self.goal("sales", "Direct sales", "grow-online", "revenue", sales, "direct"),
            *self.goal("members", "会员数增长", "win-members", "signups", people, "indirect"),
        ]

    def goal(self, id: str, title: str, objective: str, metric: str, values: list[str], effect: str) -> list[str]:
        scoped = f"{metric}({self.shop})"
        return [
            f'  goal {id} "{title}" {{',
            f"    supports: {objective}  owner: @{self.owner}",
            f"    baseline: {scoped} {values[0]} on 2025-12-31",
            f"    target: {scoped} >= {values[1]} by {self.end}",
            f"    measured-by: report  effect: {effect}",
            "  }",
            "",
        ]

    def analysis(self) -> list[str]:
        lines = ["  analysis {"]
        for id, (_, title, age) in zip(self.audience_ids, self.audiences):
            size = self.random.randint(20, 40) * 100_000
            lines.append(f'    audience {id} "{title}" {{ age: {age}  region: {self.region}  size: {size:_} people }}')
        return [
            *lines,
            f'    research buyers-{self.number} {{ topic: [market, product, pricing]  method: "Survey, n=412" }}',
            f'    research sellers-{self.number} {{ topic: [advertising, distribution, promotion]  method: "三家访谈" }}',
            '    competitor bearhug "BearHug" { response: "48 h promise" }',
            "  }",
            "",
        ]

    def platform(self) -> list[str]:
        return [
            f'  platform {self.shop} "Own web shop" {{',
            f"    kind: shop  owner: @{self.owner}",
            '    structure: "Start, shelf by age, product, basket"  visual: "Warm white, wood"',
            '    function: "按年龄和材质搜索，两步付款"  content: "Care advice"  technology: "Rented shop system"',
            "  }",
            "",
        ]

    def budget(self) -> list[str]:
        lines = ["  budget {", f"    total: {money(self.total)}{self.remark()}", f"    reserve: {self.reserve}%"]
        for name, amount, covers in self.lines:
            lines.append(f"    line {name} {{ amount: {money(amount)}  covers: [{covers}] }}")
        return [*lines, "  }", ""]

    def channel(self, seat: int, channel: Channel) -> list[str]:
        """A channel; one in three is written with one field on each line."""
        fields = [
            f"kind: {channel.id}",
            f"paid: {'yes' if channel.paid else 'no'}",
            f"platform: {self.shop}",
            f"audience: {channel.audience}",
            f"serves: {'sales' if channel.paid else 'members'}",
            f"owner: @{channel.owner}",
        ]
        if (seat + self.number) % 3:
            fields = ["  ".join(fields[:3]), "  ".join(fields[3:])]
        return [
            f'  channel {channel.id} "{channel.title}" {{',
            *(f"    {field}" for field in fields),
            *self.channel_figures(channel),
            f'    tactic: "{channel.tactic}"',
            "  }",
            "",
        ]

    def channel_figures(self, channel: Channel) -> list[str]:
        """What a channel costs and brings."""
        name, expected = ("orders", channel.orders) if channel.paid else ("signups", channel.signups)
        return [
            f"    cost: {money(channel.cost)}{self.remark()}",
            f"    target: {name} >= {expected * 95 // 100:_} by {self.end}",
            *self.expectation(channel),
        ]

    def expectation(self, channel: Channel) -> list[str]:
        """The expected figures, on one line or one below the other."""
        figures = [f"{name}: {value}" for name, value in channel.expect.items()]
        if channel.paid and self.random.random() < 0.1:
            return ["    expect {", *(f"      {figure}" for figure in figures), "    }"]
        return [f"    expect {{ {'  '.join(figures)} }}"]

    def phases(self) -> list[str]:
        lines, week = [], 0
        for id, title, kind, weeks in PHASES:
            start = self.start + timedelta(weeks=week)
            end = start + timedelta(weeks=weeks, days=-3)
            lines += [f'  phase {id} "{title}" {{', f"    kind: {kind}  period: {start} .. {end}"]
            for task in self.tasks[week : week + weeks]:
                lines += self.task(task)
            lines += ["  }", ""]
            week += weeks
        return lines

    def task(self, task: Task) -> list[str]:
        """A task, in a short or in a long form."""
        after = f"  after: {task.after}" if task.after else ""
        facts = [
            f"for: {task.channel}  owner: @{task.owner}",
            f"start: {task.start}  duration: {task.duration}d{after}",
            f"cost: {money(task.cost)}",
        ]
        deliverable = f'deliverable: "{task.deliverable}"'
        head = f'    task {task.id} "{task.title}" {{'
        if self.random.random() < 0.3:
            return [f"{head} {'  '.join(facts)}  {deliverable} }}"]
        facts[-1] += self.remark()
        return [head, *(f"      {fact}" for fact in [*facts, deliverable]), "    }"]

    def oversight(self) -> list[str]:
        id, title, response = RISKS[self.number % len(RISKS)]
        return [
            "  measure report {",
            '    metrics: [revenue, signups]  source: "Shop database"',
            f"    every: 1w  owner: @{self.crew[-1]}",
            '    action: "Pause what sells least"',
            "  }",
            f'  risk {id} "{title}" {{',
            "    likelihood: medium  impact: high",
            f'    response: "{response}"  owner: @{self.owner}',
            "  }",
            f"  review {{ every: 1w  by: @{self.director} }}",
            f"  approval {{ by: @{self.director}  on: 2025-12-{self.random.randint(15, 19)} }}",
        ]


def company(sums: Sums, count: int) -> str:
    """The strategy that all plans follow, and everybody who works for them."""
    lines = [
        'strategy company-2026 "Company 2026: online first" {',
        "  horizon: 2026-01-01 .. 2026-12-31",
        f"  owner: @{DIRECTORS[0]}",
        *objective("grow-online", "Online is the first sales channel", "revenue", sums.revenue, " CNY"),
        *objective("win-members", "会员持续增长", "signups", sums.signups, ""),
        f"  budget: {money(round_up(sums.budget * 1.02, 100_000))}",
        f"  markets: [{', '.join(REGIONS)}]",
        "  policy {",
        "    require: reserve >= 5%",
        "  }",
        "}",
        "",
    ]
    for name in DIRECTORS:
        title = name.replace(".", " ").title()
        lines.append(f'person {name} "{title}" {{ role: "Director"  rate: 2_000 CNY/d  capacity: 20% }}')
    for first in range(0, count, PLANS_PER_CREW):
        for id, (_, title, role, rate) in zip(crew_of(first), CREW_NAMES):
            lines.append(f'person {id} "{title}" {{ role: "{role}"  rate: {rate:_} CNY/d  capacity: 100% }}')
    return "\n".join(lines) + "\n"


def objective(id: str, title: str, metric: str, sums: list[int], unit: str) -> list[str]:
    """An objective asks nine tenths of the growth that the plans promise together."""
    baseline, promised = sums
    target = baseline + (promised - baseline) * 9 // 10
    return [
        f'  objective {id} "{title}" {{',
        f"    baseline: {metric} {baseline:_}{unit} on 2025-12-31",
        f"    target: {metric} >= {target:_}{unit} by 2026-12-31",
        "  }",
    ]


class Corpus:
    """The `.plan` files written so far, counted."""

    def __init__(self, root: str):
        self.root = root
        self.files = self.bytes = self.lines = 0

    def write(self, path: str, text: str) -> None:
        data = text.encode()
        with open(os.path.join(self.root, path), "wb") as file:
            file.write(data)
        self.files += 1
        self.bytes += len(data)
        self.lines += text.count("\n")

    def summary(self) -> str:
        return (
            f"files {self.files} bytes {self.bytes} lines {self.lines} "
            f"average {self.bytes / self.files:.0f} bytes {self.lines / self.files:.1f} lines"
        )


def write_plans(corpus: Corpus, count: int) -> Sums:
    """All plans, and what they come to together."""
    sums = Sums()
    for number in range(count):
        folder = os.path.join(f"r{number // 1000:02d}", f"d{number // 100 % 10:02d}")
        if number % 100 == 0:
            os.makedirs(os.path.join(corpus.root, folder), exist_ok=True)
        plan = Plan(number)
        plan.add_to(sums)
        corpus.write(os.path.join(folder, f"{plan.id}.plan"), plan.text())
    return sums


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    root, count = sys.argv[1], int(sys.argv[2])
    os.makedirs(root, exist_ok=True)
    corpus = Corpus(root)
    sums = write_plans(corpus, count)
    corpus.write("company.plan", company(sums, count))
    print(corpus.summary())
    with open(os.path.join(root, "planlint.toml"), "w", encoding="utf-8") as file:
        file.write('edition = "2026"\n')


if __name__ == "__main__":
    main()
