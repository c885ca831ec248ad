"""Words that mean much the same where customers and companies meet, in both languages. A line is one family.

Used only for comparing texts with laws: a shared family is some evidence, a shared word more. No synonyms of the search; never shown.
"""

from __future__ import annotations

from collections.abc import Iterator

_FAMILIES = """
опоздать опаздывать опоздание задержка задержать просрочить просрочка late delay overdue tardy
срок дедлайн дата обещание обещать deadline date promise commit estimate eta
доставка доставить курьер посылка привезти отправление delivery deliver courier parcel shipment shipping package
быстро скорость скорый ускорить fast quick quickly speed prompt rapid
ждать ожидание дождаться очередь wait waiting queue line hold
торопить спешить поспешный спешка торопиться подгонять дожимать давить hurry rush pressure push hasty
цена стоимость тариф расценка подорожать price cost rate fee tariff pricing
доплата наценка сбор комиссия надбавка surcharge fee extra charge hidden
счёт чек квитанция смета расчёт оплата оплатить bill invoice receipt estimate quote payment checkout
скидка акция промокод купон распродажа discount deal coupon voucher promo sale offer
бонус балл кешбэк вознаграждение награда bonus point reward cashback perk
подарок подарить сюрприз угостить комплимент gift present surprise freebie treat
спасибо благодарность поблагодарить благодарить thank thanks gratitude grateful appreciation
вернуть возврат деньги refund return reimburse money
компенсация компенсировать возместить загладить извинение извиниться compensation compensate apology apologise apologize amends
ошибка ошибиться промах перепутать сбой косяк неверный mistake error wrong mixup blunder slip fault
сломаться поломка сломать дефект брак неисправность broken break defect faulty fault damage damaged
исправить починить ремонт чинить ремонтировать мастер fix repair mend restore
жалоба жаловаться пожаловаться претензия недовольный недовольство complaint complain grievance unhappy
отзыв рейтинг оценка комментарий review rating comment stars feedback
опрос анкета опросник опросить спросить survey questionnaire poll ask
совет советовать рекомендовать рекомендация посоветовать порекомендовать recommend recommendation refer referral advise advice
рассказать рассказывать сарафан разговор поделиться tell talk mention share
друг знакомый сосед приятель подруга friend neighbour neighbor acquaintance mate
уйти уходить покинуть отток leave leaver churn quit
уволиться увольнение текучка resign quit turnover resignation
конкурент конкуренция соперник competitor rival competition
отменить отказаться отписаться расторгнуть отмена отключить закрыть cancel unsubscribe terminate cancellation opt
подписка абонемент членство subscription membership plan
вернуться возвращаться повторный снова return again repeat comeback back
первый новый новичок новенький впервые first new newcomer newbie beginner novice
постоянный давний старый завсегдатай многолетний регулярный regular loyal longstanding existing longtime
лояльность верность преданность loyalty loyal faithful
запомнить помнить вспомнить забыть узнать remember recall forget recognise recognize
имя привычка предпочтение обычно name habit preference usual usually
лично личный персональный персонализация индивидуальный personal personally personalise personalized personalisation
следить слежка жутко creepy spy stalk track
письмо рассылка сообщение почта letter email message mail newsletter mailing
рука открытка записка рукописный handwritten handwriting note card
шаблон шаблонный скрипт заготовка отписка скопировать template script canned copy scripted
робот бот автомат автоматический терминал чат-бот robot bot chatbot machine automated kiosk terminal automatic
человек живой оператор сотрудник human person live agent operator someone
позвонить звонок звонить перезвонить телефон дозвониться call phone ring callback
ответить отвечать ответ reply answer respond response
молчать молчание тишина молча silence silent quiet ignore
сочувствие понять понимание выслушать услышать эмпатия empathy understand sympathy listen hear
злой злиться разозлить сердиться ярость бесить взбесить angry anger furious rage mad upset cross fume
обидеть обидеться обида оскорбить hurt offend offended insult
грубый нахамить хам хамство грубость невежливый rude rudeness boor impolite snap
унизить стыд высмеять посмеяться публично humiliate embarrass shame mock laugh joke
начальник управляющий директор руководитель старший владелец менеджер manager boss supervisor director owner head
разрешить разрешение полномочие согласовать самостоятельно allow permission authority authorise authorize empower approve approval
правило инструкция регламент политика положить rule policy procedure regulation exception
отдел департамент смена склад передать передача department team shift handover transfer pass
форма анкета бланк заявление справка документ бумага form paperwork document certificate application paper
регистрация зарегистрироваться пароль аккаунт вход register registration password login account signup
сложный сложно трудно неудобный запутанный муторно difficult hard complicated complex confusing inconvenient hassle
простой легко удобно упростить easy simple convenient effortless
шаг клик кнопка экран step click button screen tap
выбор выбрать выбирать вариант ассортимент choice choose option select pick range assortment
меню каталог полка витрина menu catalogue catalog shelf
навязать впарить навязывать всучить допродажа лишний upsell pushy push unnecessary needless
честно честный честность правда откровенно honest honestly honesty truth frank candid
обман обмануть соврать ложь врать lie cheat deceive dishonest trick
доверие доверять верить поверить недоверие trust believe faith confidence distrust
скрыть скрывать умолчать утаить промолчать hide conceal hidden withhold
недостаток минус изъян слабый царапина flaw downside drawback weakness weak scratch
фото фотография картинка снимок описание photo picture image description listing
реклама рекламный объявление маркетинг advert ad ads advertising advertisement marketing
ожидание ожидать разочароваться разочарование expectation expect disappoint disappointed disappointment
показать увидеть прозрачность видно открытый show see watch transparency transparent visible open
кухня цех мастерская процесс kitchen workshop process backstage
доказать доказательство проверка проверять подозревать proof prove evidence check suspect verify
вина виноват обвинить виноватый blame accuse guilty fault
гарантия гарантийный warranty guarantee
помощь помочь помогать подсказать help assist assistance support
заранее предупредить предупреждение сообщить уведомить advance warn warning notify proactive proactively
инструкция настройка настроить установка установить собрать setup install installation instruction instructions assemble onboarding manual
купить покупка покупать приобрести buy purchase bought buyer
сомневаться сомнение пожалеть жалеть doubt regret hesitate unsure
прощание проститься попрощаться проводить конец последний финал goodbye farewell end ending last finish
вход найти дорога парковка стоянка заблудиться entrance parking find directions park lost
запись записаться бронь бронирование забронировать booking book appointment reservation reserve schedule reschedule
боль больно болезненный страх страшно испугаться pain painful hurt fear scare scary afraid
терпеть терпимо неудобство дискомфорт bear bearable discomfort endure
качество стабильность стабильно ровный надёжный надёжность quality consistency consistent reliable reliability dependable
филиал сеть отделение branch chain store location
удивить восторг вау впечатление delight wow amaze impress dazzle
традиция ритуал обычай клуб сообщество вместе tradition ritual custom club community together
ребёнок дети дочь сын малыш kid child children baby daughter son
родитель мама мать бабушка дедушка пожилой parent mother father grandmother elderly grandma granny
собака кот животное питомец dog cat pet animal
врач доктор клиника больница пациент стоматолог doctor clinic hospital patient dentist nurse
ресторан кафе официант ужин столик гость restaurant cafe café waiter dinner table diner guest
гостиница отель номер заселение hotel room stay checkin guest
учитель преподаватель тренер курс урок занятие ученик студент teacher tutor trainer coach course lesson class student pupil learner
банк карта вклад кредит bank card loan savings deposit
такси водитель поезд рейс самолёт автобус taxi driver train flight plane bus airline
повысить поднять рост подорожание raise increase hike rise
польза ценность выгода смысл benefit value worth useful
год стаж годами давно лет year years decade tenure ago
привилегия статус особый vip privilege status perk special
особенность фишка изюминка отличие выделиться quirk quirky unique special differ distinctive stand
"""


def families() -> Iterator[tuple[str, tuple[str, ...]]]:
    """(name of the family, its words). A word may belong to several."""
    for number, line in enumerate(_FAMILIES.strip().splitlines()):
        yield f"={number}", tuple(dict.fromkeys(line.split()))
