"""The words of pay terms: what each kind is called, and what is said around its name."""

import re
from typing import Final

from indexing.reading.spans import any_of
from registry.jobs.pay_terms import PayTermKind

# What names a kind. Every word begins with a letter of its own, which keeps the search fast.
_WORDS: Final = {
    PayTermKind.BASE: (
        "底薪",
        "基本(?:工资|薪资|底薪)",
        "基础(?:工资|薪资|底薪)",
        "固定(?:工资|薪资|底薪)",
        "固薪",
    ),
    PayTermKind.GUARANTEE: (
        (
            r"保底(?:工资|薪资|收入|月薪|底薪)?(?!单量|工时|时[长间]|小时|人数"
            r"|\d+ ?个?(?:工时|小时|单))"
        ),
    ),
    PayTermKind.PLATFORM_CUT: ("抽[成佣点]", "平台(?:技术|信息)?服务费"),
    PayTermKind.COMMISSION: (
        "提[成点]",
        "直提",
        "分成",
        "佣(?:金|(?<=[免零0]佣))(?!租)",
        "返[佣点]",
    ),
    PayTermKind.DEDUCTION: (
        (
            "扣(?<![折纽锁卡钉皮回搭封盖穿环领背带]扣)"
            r"(?:款|罚|钱|[一二两三半\d]{1,2}[天日倍]的?工资|工资|薪资?)?"
            r"(?![除子件边押眼板肉满分税缴社保个费好动紧上合过]|五险|\d{1,2}分)"
        ),
        r"罚款|罚(?=\d)",
    ),
    PayTermKind.INCENTIVE: (
        "[全满]勤(?:奖励金?|奖金|奖)?(?![工薪者月且天率的情上])",
        "绩效(?:工资|奖励金?|奖金|奖)?(?![提业考目管指评面系基])",
        "住房补(?:[贴助]费?)?",
        "[餐饭话车房油夜电]补(?:[贴助]费?)?(?![充货足齐给水位])",
        "奖(?:励金?|金)?(?![学杯牌品项状惩券台章])",
        "补[贴助][金费]?|津贴",
    ),
}
NAME: Final = any_of(*(word for words in _WORDS.values() for word in words))
_INITIALS: Final = {
    **dict.fromkeys("底基固", PayTermKind.BASE),
    "保": PayTermKind.GUARANTEE,
    **dict.fromkeys("抽平", PayTermKind.PLATFORM_CUT),
    **dict.fromkeys("提直分佣返", PayTermKind.COMMISSION),
    **dict.fromkeys("扣罚", PayTermKind.DEDUCTION),
}


def kind_of(name: str) -> PayTermKind:
    """The kind that a match of NAME belongs to: their first letters are distinct."""
    return _INITIALS.get(name[0], PayTermKind.INCENTIVE)


# What rewards and allowances are given for; told without a figure too, any other word needs one.
_OCCASIONS: Final = (
    "全勤 满勤 工龄 司龄 年资 年终 年底 季度 月度 年度 推荐 介绍 内推 伯乐 "
    "入职 新人 新员工 老员工 优秀员工 优秀新人 开单 首单 破冰 冲单 冲量 爆单 "
    "单量 高峰 星级 安全 满单 跑单 送单 完单 准时 好评 服务 优质服务 质量 产量 "
    "超产 效率 留任 留存 留年 稳岗 团队 岗位 技能 激励 现金 销售 业绩 贡献 "
    "打卡 满月 返岗 春节 里程 忠诚 平台 达标 播放量 高温 低温 高低温 高寒 采暖 "
    "取暖 暖冬 寒暑 冬季 夏季 冬夏季 防暑 降温 夜班 中班 晚班 夜宵 早餐 雨天 "
    "雨雪 冰雪 天气 恶劣天气 特殊天气 极端天气 节假日 交通 车 车辆 通讯 通信 话 "
    "话费 餐 餐饮 饭 伙食 午餐 房 住房 租房 住宿 房租 外宿 外住 出差 差旅 "
    "加班 学历 职称 距离 重量 大额 大单 时段 充电 油 油费 燃油 换电 电 电费 "
    "培训 带教 退伍 退伍军人 订单 季节 战役"
)
OCCASIONS: Final = frozenset(_OCCASIONS.split())
_LONGEST: Final = 4
_JOINED: Final = 3  # 新人留任奖


def occasion(before: str) -> int:
    """How many characters at the end say what an incentive is given for; 0 where none do."""
    length = 0
    for _ in range(_JOINED):
        rest = before[: len(before) - length]
        found = next((n for n in range(_LONGEST, 0, -1) if rest[-n:] in OCCASIONS), 0)
        length += min(found, len(rest))
        if not found:
            break
    return length


# What stands before a name and belongs to it: 业绩提成, 超时扣款, 试用期无责底薪.
_CAUSES: Final = (
    "超时|差评|投诉|迟到|早退|旷工|缺勤|请假|违规|违纪|丢件|少件|急辞|自离|旷离|拒单|取消订单|离职|不良|次品"
    "|报废|餐损|货损|破损|损坏|未完成|不达标|考核|提现|[未不]满[^,。;\\n ]{1,4}"
)
PREFIX: Final = {
    PayTermKind.BASE: re.compile(r"(?:试用期?|转正后?|首月)?(?:无责任?|综合|阶梯式?|固定|最低)?$"),
    PayTermKind.GUARANTEE: re.compile(r"(?:试用期?|转正后?|首月|新人|无责任?|综合){0,2}$"),
    PayTermKind.PLATFORM_CUT: re.compile("平台$|$"),
    PayTermKind.COMMISSION: re.compile(
        "(?:业绩|销售|绩效|送单|跑单|派件|收件|派送|计件|按单|单量|充值|卖货|项目|门店|个人|团队|流水|营业额"
        "|消费|办卡|开卡|会员|劳动|手工|维修|货量|管理|开单|签单|团购|酒水|产品|服务|课程|耗卡|带货|直播"
        "|礼物|推广|收益|平台|阶梯|五五|四六|三七|二八|伯乐|续费|回款|安装|点钟|加钟|售后){0,2}$"
    ),
    PayTermKind.DEDUCTION: re.compile(rf"(?:(?:{_CAUSES})(?:[一1每][次天单]|一律|均|都|的)?)?$"),
}
# Any other words before 奖 and 补贴 that have a figure.
LOOSE: Final = re.compile("[奖补津]")
LOOSE_PREFIX: Final = re.compile(
    r"[^\W\d_a-zA-Z有享受在另发给的和及与或含加元块可每一约还送获得个额外等其他各种高现至之满天月年餐公司]{2,4}$"
)
# 不扣款, 0抽成; for what or when it holds may stand before: 超时不扣款, 首月0抽成.
DENIED: Final = re.compile(
    r"(?:无任何|没有任何|无须|无需|无|没有|没|不会|不收取?|不存在|不设|不乱|不随意|不恶意|不得|不需要?"
    r"|不谈|(?<![封不])不(?![压押拖欠])|绝不|从不|零|(?<![\d.])0|不[压押拖欠]{1,2}不|免)"
    r"(?:任何|随意|恶意|乱|收取?|会|被|平台)?$"
)
NEGATIVES: Final = frozenset("无没不零0免")  # one of these stands in every denial
CONDITION: Final = re.compile(
    rf"(?:(?:前|首|新人|新手|头)[^,。;\n ]{{1,6}}|(?:合理|偶尔)?(?:{_CAUSES})(?:一律|均|都|也)?)$"
)
ALONE: Final = re.compile(
    "[全满]勤|绩效[工奖]|住房|[餐饭话车房油夜电]补"
)  # words that need no other
# Who works with rewards and rates is not paid them: 核算提成, 制定奖励制度, 申请政府补贴.
DUTY_BEFORE: Final = re.compile(
    r"(?:核算|计算|统计|制[定订]|审核|处理|申报|申请|办理|负责|编制|核对|发放|落实|跟进|催收|协助|完善|收取|执行|设计|国家|政府"
    r"|政策)[^,。;\n]{0,8}$"
)
DUTY_AFTER: Final = re.compile(
    r"[的等]?(?:核算|统计|结算|谈判|制度|方案|政策|机制|申[报请]|审核|数据|报表|表|单据|记录|明细|管理)"
)
SHARED: Final = re.compile(r"(?:收益|收入|流水|礼物|平台|业绩|利润|项目|五五|四六|三七|二八)$")

# What counts a price: 5元/单, 每公里2元.
MEASURES: Final = (
    "公里|千米|km|KM|公斤|kg|KG|平方米?|平米|分钟|小时|单|件|票|趟|吨|份|套|场|斤|箱|车|米|平|句|条|篇|首|张|辆"
    "|棵|桌|间|亩|台|户|包|袋|盒|个(?![月小班钟工])"
)
PERIODS: Final = "小时|钟头|[hH]|时|天|日|工|晚|夜班|班|月|[mM]on|年|次|人|名|位"
CALLED: Final = {
    **dict.fromkeys(("钟头", "h", "H", "时"), "小时"),
    **dict.fromkeys(("日", "工"), "天"),
    **dict.fromkeys(("名", "位"), "人"),
    **dict.fromkeys(("km", "KM", "千米"), "公里"),
    **dict.fromkeys(("kg", "KG"), "公斤"),
    **dict.fromkeys(("平方", "平米", "平"), "平方米"),
    **dict.fromkeys(("mon", "Mon"), "月"),
}
PRICE: Final = any_of(
    f"[/每一](?:{MEASURES})",
    "单价(?<!客单价)",
    "单均",
    "按[单件票]",
    "1[单件票趟]",
)
