"""First names people in stories have, Russian ones in every case; names that are mostly something else (Роман, Grace) are kept apart."""

from __future__ import annotations

_MEN = """
Александр Алексей Анатолий Андрей Антон Аркадий Арсений Артём Артем Артур Богдан Борис Вадим Валентин Валерий Василий Виктор Виталий
Владимир
Владислав Всеволод Вячеслав Геннадий Георгий Герман Глеб Григорий Давид Даниил Данил Данила Демид Денис Дмитрий Евгений Егор Ефим Иван
Игорь Илья
Иннокентий Кирилл Константин Леонид Макар Максим Марат Матвей Михаил Никита Николай Олег Пётр Петр Прохор Ринат Родион Ростислав Руслан
Рустам
Савелий Святослав Семён Семен Сергей Станислав Степан Тарас Тимофей Тимур Фёдор Федор Филипп Эдуард Юрий Яков Ярослав Азат Айрат Арсен
Ашот Гурген
Алишер Азиз Акмаль Фарход Бахром Улугбек Джамшед Фирдавс Мустафа Омар Осман Хусейн Эрик Нурбек Айбек Тимерлан Рамзан Зелимхан Ахмед Ахмат
Тагир Тахир Гарик Жора Рома Паша Игорёк Амир Анвар Бахтияр Гамлет Джамал Зураб Ибрагим Ислам Ильгиз Камал Мансур Нурлан Нурсултан Рашид
Салават Султан Фарид Хасан Юсуф Ян Яша Дамир Ильдар Ильнур Камиль Карен Магомед Мурад Наиль Равиль Рамиль Рафаэль Ренат Ришат Рузиль
Тигран Шамиль Эльдар Эмиль Вагиф Аслан Заур
Саша Серёжа Сережа Дима Лёша Леша Миша Паша Коля Вова Володя Женя Костя Гриша Петя Вася Гена Толя Юра Федя Антоха Серёга Димон Ваня
Слава Стас Макс
"""
_WOMEN = """
Александра Алёна Алена Алина Алла Альбина Анастасия Ангелина Анжелика Анжела Анна Антонина Валентина Валерия Варвара Василиса Вероника
Виктория
Галина Дарья Диана Ева Евгения Екатерина Елена Елизавета Жанна Зинаида Злата Зоя Инга Инна Ирина Карина Кира Клавдия Кристина Ксения
Лариса Лидия
Лилия Людмила Маргарита Марина Мария Марьяна Милана Надежда Наталья Наталия Нелли Нина Оксана Олеся Ольга Полина Раиса Регина Римма
Светлана Снежана
София Софья Таисия Тамара Татьяна Ульяна Фаина Элина Эльвира Эмма Эвелина Юлия Яна Ярослава Джамиля Фания Алия Асия Гульмира Зухра Лала
Нигора Малика Наргиза Наргиз Шахноза Дилноза Фарида Хава Заира Мадинат Аминат Сауле Динара Айна Гулия
Асмик Анаит Нарине Гаянэ Сусанна Жасмин Нигина Зебо Мавлюда Рушана Лейсан
Лида Даниэлла Даниэла Рита Надя Лёля Тоня Зина Валя Инесса Стелла Снежана Мила Люся
Гульшат Гулнара Амина Диляра Лейсан Мадина
Патимат Фатима Резеда Эльза Роксана Виолетта Стефания Мирослава Владислава Станислава Арина Нонна Эвелина
Айгуль Алсу Асель Гузель Гульнара Гюзель
Дина Динара Зарина
Зульфия Лейла Лиана Лиля Рената Сабина Эльмира Аида Венера Камилла Наиля
Настя Лена Катя Таня Наташа Оля Ира Света Юля Даша Маша Аня Ксюша Лиза Вика Кристинка Люда Галя Люба Соня Полинка Алёнка Ириша Танюша
Анечка Леночка
"""
_ENGLISH = """
Aaron Adam Adrian Alan Albert Alex Alexander Alfred Alice Alison Amanda Amber Amelia Amy Andrea Andrew Angela Anita Ann Anna Anne Annie
Anthony Antonio
Arthur Ashley Barbara Becky Ben Benjamin Bernard Beth Betty Beverly Bob Brandon Brenda Brian Bruce Bryan Caitlin Carl Carla Carlos
Carol Caroline
Catherine Cathy Charles Cheryl Chloe Chris Christian Christina Christine Christopher Cindy Claire Clara Colin Connie Craig Crystal
Cynthia Daniel Danielle
Darren Dave David Dawn Deborah Debbie Denise Dennis Derek Diana Diane Donald Donna Doris Dorothy Doug Douglas Dylan Edward Eileen
Elaine Eleanor Elena
Elizabeth Ellen Emily Emma Eric Erica Erin Ethan Eugene Evan Evelyn Fiona Frances Francis Fred Gary Geoff George Gerald Gina Glenn
Gloria Gordon Graham Greg
Gregory Hannah Harold Harry Heather Helen Henry Howard Hugh Ian Irene Isaac Isabel Isabella Jacob Jacqueline James Jamie Jane Janet
Janice Jason Jean Jeff
Jeffrey Jenna Jennifer Jenny Jeremy Jerry Jessica Jill Jim Jimmy Joan Joanna Joanne Joe Joel John Johnny Jonathan Joseph Josh Joshua
Joyce Juan Judith Judy
Julia Julian Julie Justin Karen Karl Kate Katherine Kathleen Kathryn Kathy Katie Keith Kelly Ken Kenneth Kevin Kim Kimberly Kristen
Kyle Larry Laura Lauren
Laurie Lawrence Leah Leo Leonard Leslie Lewis Liam Linda Lindsay Lisa Lois Lori Louis Louise Lucas Lucy Luis Luke Lynn Madeline Marcus
Margaret Maria Marie
Marilyn Marion Marjorie Martha Martin Mary Matt Matthew Megan Melanie Melissa Michael Michelle Miguel Mike Mildred Mohamed Mohammed
Monica Nancy Naomi
Natalie Natasha Nathan Neil Nicholas Nicola Nicole Nigel Nina Noah Nora Norman Oliver Olivia Oscar Owen Pamela Patricia Patrick Paul
Paula Peggy Pete Peter
Philip Phillip Phyllis Priya Rachel Ralph Raymond Rebecca Renee Richard Rick Robert Roberta Robin Rodney Roger Ronald Rosemary Russell
Ruth Ryan Sally
Samantha Samuel Sandra Sara Sarah Scott Sean Sharon Sheila Shirley Simon Sophia Sophie Stacy Stanley Stephanie Stephen Steve
Steven Stuart Susan Suzanne
Sylvia Tamara Tanya Teresa Terry Thelma Theresa Thomas Tiffany Timothy Tina Todd Tom Tony Tracy Trevor Valerie Vanessa Veronica Vincent
Walter Wanda
Wayne Wendy William Yvonne Zachary Zoe Ahmed Ali Anil Carmen Deepak Fatima Hassan Hiroshi José Jose Kenji Mei Omar Pedro Raj Rajesh
Rosa Sanjay Yuki Ivan Olga
Dmitry Sergey Natalia Irina Svetlana Ekaterina Tatiana
"""
_ENGLISH_ONLY_WITH_MORE = """
Abby Angel April Art Austin Bill Brad Brooke Charlie Charlotte Chase Chuck Clark Cliff Dale Dallas Dan Dean Don Drew Eve Faith Florence
Frank Gene Georgia Grace
Grant Guy Holly Hope Hunter Iris Ivy Jack Jackie Jade Jasmine Jay Jesse Jordan Jose Joy June Kent Lance Lily Lola Logan Marco Mark
Marsha Mason Max May Mia
Miles Nick Pat Pearl Penny Phil Ray Rich Rita Rob Rocky Rod Roland Roman Ron Rose Roy Ruby Sam Sandy Sidney Sky Sue Summer Sydney Ted
Tim Tyler Victor
Victoria Violet Virginia Warren Will
"""
_RUSSIAN_ONLY_WITH_MORE = """
Вера Любовь Надежда Роман Лев Павел Марк Майя Слава Мира Рая Роза Света Гена Ева Алиса Эмма Макс Злата Кира Юра Герман Венера Люба
"""
_FLEETING = {"Пётр": "Петр", "Павел": "Павл", "Лев": "Льв", "Любовь": "Любов"}


def _cases(name: str) -> set[str]:
    """The name in the six cases, by its ending."""
    stem = _FLEETING.get(name, name)
    if name == "Любовь":
        return {"Любовь", "Любови", "Любовью"}
    if name.endswith("ия"):
        return {name, *(name[:-1] + end for end in ("и", "ю", "ей"))}
    if name.endswith("а"):
        soft = name[-2] in "гкхжчшщ"
        return {name, *(name[:-1] + end for end in ("и" if soft else "ы", "е", "у", "ой", "ей"))}
    if name.endswith("я"):
        return {name, *(name[:-1] + end for end in ("и", "е", "ю", "ей", "ёй"))}
    if name.endswith(("й", "ь")):
        woman = name in ("Айгуль", "Асель", "Гузель", "Гюзель", "Лейсан")
        return {name, *(name[:-1] + end for end in (("и", "ью") if woman else ("я", "ю", "ем", "е", "и")))}
    return {name, *(stem + end for end in ("а", "у", "ом", "ем", "е"))} if name[-1] not in "иоу" else {name}


def _all(names: list[str]) -> frozenset[str]:
    return frozenset(form for name in names for form in _cases(name))


_shared = frozenset(_RUSSIAN_ONLY_WITH_MORE.split())
RUSSIAN = _all([*_MEN.split(), *_WOMEN.split(), *_RUSSIAN_ONLY_WITH_MORE.split()])
RUSSIAN_ALONE = _all([name for name in (*_MEN.split(), *_WOMEN.split()) if name not in _shared])
ENGLISH_ALONE = frozenset(_ENGLISH.split())
ENGLISH = ENGLISH_ALONE | frozenset(_ENGLISH_ONLY_WITH_MORE.split())
