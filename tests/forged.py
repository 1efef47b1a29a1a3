"""Words forged to have the public hash of others, and a text written with them that says something else entirely.

Found by a generalised birthday search over four chunks of 16 letters, in seconds a word.
"""

from __future__ import annotations

#: An ordinary word -> the one forged for it.
TWINS = {
    "a": "mubgghgsbrphnrlkgysflwemafmedybmglvruoujujilyyfwvgxwicprlywyqlej",
    "across": "xwchcccgupljxntmenimxmgdmxyupiogyiqvaujcwhauvggukvvxbuoofttgivvg",
    "again": "ufihfzjdnjacresmvrnwloarnfepwfzduhbfnqenncxsdhoivexdplsuwfryvpko",
    "and": "fshqaaobcloydbvrhftjwbcmgvexwjjleffnmshopbzirxfgzuzhtahthwvygayl",
    "anyone": "lhhrhgohdzbyxnmbrgfdvmhpxbkuqhmuhrroctcjneiiieauqyfwjvfqebwgnxwe",
    "before": "ctdqxbkqvkfwjwykyjmlruekgrauocqscmypkgwmlmdfilejmjllwnfgvicdgwyz",
    "crack": "shiebneggklcmkgetccskpwrntsgfvqakwdltuuyegzrkuptlxtssjemfpqarogk",
    "deep": "ebfvoqrnwrhjemhxqfrimuvfdgosbrmpfkazetokvydwyqgfwkvoimoevmsvtwyv",
    "divers": "aeczahwcoufhduvruwnvbuynmhhrmnpavaoqtroglssbjxvloigaswhsjqptfbnb",
    "end": "ayadfxiincgutrpdphwpxnjgrvoddukuyscjesnqwyngtsqtdtihvoirbiluijiu",
    "engineers": "xrzbsqmgdzzxiqthfhqjattcycsateilvsuscxqavgcankuonwomxcxtdksvfmty",
    "ferry": "gmbgeudmbrtxockfrkrnzilmzjglkzamgjnadaoyrsawowjwwabedwasmhjnogpk",
    "found": "xhqhcpvaaqwrfcarjjtxrghsstpyvxminegykzgkynespvmstnefgvqjpvjajaoo",
    "goes": "iouuxlkqzgdstlzuzqmdyqkznwtiegmldwsxqhpracaegsxttkviovrnmmqdjpeu",
    "how": "vhpbmxhzplqzymcxolguzueawdolcdjoqyaelnljqzvflxrponqtssmtzopqojib",
    "hull": "ounhvbtzspaajvsrgxunbgbejdewqlrxmzapxttqgkqsqlouidmzqzwrvxwxatmf",
    "in": "ttuvcbnquulmorgxaeiupxgvwhxjrtqujkgjfcvprhmugcitskyqcptxrjuowwqf",
    "it": "ojdepwkotzebmotoyafgmnusrtiisvtowznsrlrqpoffhruwsxuaqdeibgmlofek",
    "its": "goarsfokpkkdndnlezzqbscubtkkpdmaxsalufvumjqyeiymmegstwvivjctqedh",
    "lindholm": "frrqfognadbrgwzqqlcqpcijqjchyhtrnpybuaujirvrcovmmyewaumatdozecqr",
    "may": "dwilzoywmcfqourbycbmeouxlqbatmgdxtyrnyasfwbddepmyxffrxbvynufxyty",
    "monday": "leoyomuuxkheqpcuqqocoiyfhgdmzppnmjjmoalzlfuhcoxdwwqwzfjsttotuajh",
    "of": "xyszsxgphavmcfqpbkfsewutzaibbgaptpmdpezzsucoeygbzlqjbhhpgagqdhqo",
    "on": "tlwesvcjjpqmzfrvrqvhbqfshgdhrzmanlzlvhcorxsxbehpdqkjvbhnekcdzenx",
    "sails": "pulyudxdzrrecoduqcaxxgyxqqagvhntnhqgqggvhpjfskmfqgecsfktlxkciejc",
    "second": "zdzwponecsvqeenqxaufeazzxxxvccciwozgzgiebslmmrmhaafwsynnrikjlbze",
    "see": "qmckwdmptsmewenxzdujjjcsljyqiupdygjlilpuranwtxxfedbzgszfjmdtqykv",
    "stays": "prevzytvkzuzuxvxwwyswrsxpparrqlqnmesenmonaqfinnkkkxrdvurkkkojwyq",
    "the": "vkamrjccsbhawccifklbbaedhtbqejwayjtcgplbmpgkaogiajsjokuslfldpoif",
    "to": "qnvpgtkddiuyhjvoftnzehplfouhrltreprvhxpyfmbpxckhxshekvksshwiqgsb",
    "until": "azjspwlvugobcpnetmaixtefrnxylmvrgykvfpqmmyjfafqyusuewhviskmpxkdg",
    "want": "ziyqajdbmudhgwrondexyighilgubftlviwjpnteqkjcxgigewdapytwneaudytt",
}

VICTIM = (
    "The ferry to Lindholm stays in until the end of May. Divers found a crack in its second hull on Monday, and "
    "engineers want to see how deep it goes before anyone sails across again."
)


def forge(text: str) -> str:
    """The text with its words exchanged for their twins."""
    return " ".join(TWINS.get(word.strip(".,").lower(), word) for word in text.split())
