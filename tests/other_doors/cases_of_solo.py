"""What `megaroth solo` must answer, worked out by hand. A case is only data."""

PROFIT = "--year 2025 --net-profit"
PAY = "--year 2025 --w2-pay"

# Under the wage base half the tax is 0.9235 x 0.153 / 2 of the profit.
CASES = {
    "SE-6: 92,935.225 x 0.25 / 1.25 = 18,587.045": (
        f"{PROFIT} 100000 --plan-rate 0.25",
        (
            "employer_maximum 18587.05; employer_contribution 18587.05; "
            "after_tax_room 27912.95; total_with_after_tax 70000"
        ),
    ),
    "SE-1": (
        "--year 2014 --w2-pay 50000 --age 51 --plan-rate 0.25",
        "deferral 17500; catch_up 5500; employer_contribution 12500; total 35500; total_with_after_tax 55500",
    ),
    "SE-9, all deferred: (27,880.5675 - 23,500) / 2 = 2,190.28375": (
        f"{PROFIT} 30000 --deferral 23500",
        "employer_maximum 5576.11; employer_contribution 2190.28; after_tax_room 0",
    ),
    "SE-9, nothing deferred: 27,880.5675 - 2 x 5,576.11 = 16,728.3475": (
        f"{PROFIT} 30000 --deferral 0",
        "employer_contribution 5576.11; after_tax_room 16728.34; catch_up 0; deferral 0",
    ),
    "SE-6, before that: 0.0765 x 92,350 = 7,064.775": (
        f"{PROFIT} 100000",
        "half_self_employment_tax 7064.78; earned_income 92935.23; deferral 23500; total 42087.05",
    ),
    "SE-1, after that: 50,000 - 12,500 - 17,500": (
        "--year 2014 --w2-pay 50000 --age 51",
        "after_tax_room 20000; half_self_employment_tax 0; earned_income 0; employer_maximum 12500",
    ),
    "net earnings of 399.995555: no tax": (f"{PROFIT} 433.13", "half_self_employment_tax 0; earned_income 433.13"),
    "net earnings of 400.00479: taxed": (f"{PROFIT} 433.14", "half_self_employment_tax 30.60; earned_income 402.54"),
    "the wage base, 9.23 of net earnings below it": (
        "--year 2026 --net-profit 199773.44",
        "half_self_employment_tax 14113.54",
    ),
    "the wage base, 9.24 of net earnings above it": (
        "--year 2026 --net-profit 199793.44",
        "half_self_employment_tax 14114.38",
    ),
    "wages elsewhere leave just the net earnings of the wage base": (
        f"{PROFIT} 100000 --wages-elsewhere 83750",
        "half_self_employment_tax 7064.78",
    ),
    "wages elsewhere leave 10 dollars less": (
        f"{PROFIT} 100000 --wages-elsewhere 83760",
        "half_self_employment_tax 7064.16",
    ),
    "wages elsewhere use up the wage base": (
        f"{PROFIT} 100000 --wages-elsewhere 176100",
        "half_self_employment_tax 1339.08",
    ),
    "wages elsewhere above the wage base": (
        f"{PROFIT} 100000 --wages-elsewhere 300000",
        "half_self_employment_tax 1339.08",
    ),
    "the cap on pay, below: 383,725.50 x 0.1 / 1.1": (
        f"{PROFIT} 400000 --plan-rate 0.1",
        "employer_maximum 34884.14",
    ),
    "the cap on pay, above: 0.1 of 350,000": (
        f"{PROFIT} 500000 --plan-rate 0.1",
        "employer_maximum 35000; employer_contribution 35000; after_tax_room 11500",
    ),
    "the cap on pay and then the dollar limit": (
        f"{PROFIT} 500000",
        "employer_maximum 87500; employer_contribution 46500; after_tax_room 0; total_with_after_tax 70000",
    ),
    "the dollar limit, for the employer alone": (
        f"{PROFIT} 500000 --deferral 0",
        "employer_contribution 70000; after_tax_room 0",
    ),
    "pay four cents below the cap": (f"{PAY} 349999.96", "employer_maximum 87499.99; employer_contribution 46500"),
    "pay at the cap": (f"{PAY} 350000", "employer_maximum 87500"),
    "pay above the cap": (f"{PAY} 350000.04", "employer_maximum 87500"),
    # 87,359.1115 - 2 x 17,471.8223 - 23,500 = 28,915.4669
    "earned income less the employer below the dollar limit": (
        f"{PROFIT} 94000",
        "employer_contribution 17471.82; after_tax_room 28915.46",
    ),
    # 70,000 - 17,527.58335 - 23,500 = 28,972.41665
    "earned income less the employer above the dollar limit": (
        f"{PROFIT} 94300",
        "employer_contribution 17527.58; after_tax_room 28972.41; total_with_after_tax 70000",
    ),
    "pay a cent below the dollar limit": (f"{PAY} 69999.99", "after_tax_room 28999.99"),
    "pay at the dollar limit": (f"{PAY} 70000", "employer_contribution 17500; after_tax_room 29000"),
    "pay a cent above the dollar limit, the employer a quarter of a cent": (
        f"{PAY} 70000.01",
        "employer_contribution 17500; after_tax_room 28999.99; total_with_after_tax 70000",
    ),
    "pay four cents above the dollar limit": (
        f"{PAY} 70000.04",
        "employer_contribution 17500.01; after_tax_room 28999.99; total_with_after_tax 70000",
    ),
    "the employer on a payroll gets what the deferral leaves of pay": (
        f"{PAY} 25000",
        "employer_maximum 6250; deferral 23500; employer_contribution 1500; after_tax_room 0",
    ),
    "all of a small profit is deferred": (
        f"{PROFIT} 433.13",
        "deferral 433.13; employer_maximum 86.63; employer_contribution 0; after_tax_room 0",
    ),
    # 92.35% of 34,114.08 = 31,504.35288; half the tax 2,410.08299532; 31,703.99700468 - 23,500 = 8,203.99700468
    "nothing is left after tax where the employer takes half of the rest, 4,101.99850234 of it": (
        f"{PROFIT} 34114.08 --age 60",
        (
            "employer_contribution 4101.99; after_tax_room 0; catch_up 4101.99; total 31703.98; "
            "total_with_after_tax 31703.98"
        ),
    ),
    # Half the tax 3,028.15190097; 39,834.52809903 - 18,000 - 2 x 7,966.905619806 = 5,900.716859418
    "a room whose last cent is not lost to the employer's": (
        "--year 2015 --net-profit 42862.68 --age 60",
        "employer_contribution 7966.91; after_tax_room 5900.71; catch_up 6000",
    ),
    # 92,953.812045 / 5 = 18,590.762409; 70,000 - 23,500 - 18,590.762409 = 27,909.237591
    "the dollar limit is met to the cent, though its parts are rounded": (
        f"{PROFIT} 100020",
        "employer_contribution 18590.76; after_tax_room 27909.23; total 42090.76; total_with_after_tax 70000",
    ),
    "a loss": (
        f"{PROFIT} -5000 --age 60",
        (
            "half_self_employment_tax 0; earned_income 0; employer_maximum 0; employer_contribution 0; deferral 0; "
            "catch_up 0; after_tax_room 0; total 0; total_with_after_tax 0"
        ),
    ),
    "a loss, nothing deferred": (f"{PROFIT} -0.01 --deferral 0", "earned_income 0; total_with_after_tax 0"),
    "a profit of a cent": (f"{PROFIT} 0.01", "earned_income 0.01; deferral 0.01; total 0.01"),
    "a payroll without pay": (
        f"{PAY} 0 --age 60",
        "earned_income 0; employer_maximum 0; deferral 0; catch_up 0; total_with_after_tax 0",
    ),
    "a profit of nothing": (f"{PROFIT} 0", "earned_income 0; employer_maximum 0; deferral 0; total_with_after_tax 0"),
    "a plan without employer money": (
        f"{PROFIT} 100000 --plan-rate 0",
        "employer_maximum 0; after_tax_room 46500; total_with_after_tax 70000",
    ),
    "a rate that was given, of 92,935.225": (f"{PROFIT} 100000 --plan-rate 0.2", "employer_maximum 15489.20"),
    "catch-up is what the employer leaves of earned income": (
        f"{PROFIT} 30000 --age 50",
        "deferral 23500; employer_contribution 2190.28; catch_up 2190.28; after_tax_room 0",
    ),
    "a catch-up that was given comes before the employer": (
        f"{PROFIT} 30000 --age 50 --deferral 27000",
        "deferral 23500; catch_up 3500; employer_contribution 880.56",
    ),
    "catch-up on top of the dollar limit": (
        f"{PROFIT} 500000 --age 50",
        "deferral 23500; catch_up 7500; employer_contribution 46500; total_with_after_tax 77500",
    ),
    "SE-1, its deferral given": (
        "--year 2014 --w2-pay 50000 --age 51 --plan-rate 0.25 --deferral 17500",
        "deferral 17500; catch_up 5500; employer_contribution 12500; total 35500; total_with_after_tax 55500",
    ),
    "SE-1, a cent below the limit: nothing is beyond it": (
        "--year 2014 --w2-pay 50000 --age 51 --deferral 17499.99",
        "deferral 17499.99; catch_up 0; employer_contribution 12500; total 29999.99; after_tax_room 20000.01",
    ),
    "SE-1, its catch-up given too": (
        "--year 2014 --w2-pay 50000 --age 51 --deferral 23000",
        "deferral 17500; catch_up 5500; employer_contribution 12500; total 35500",
    ),
    "SE-1, too young for catch-up": (
        "--year 2014 --w2-pay 50000 --age 49 --deferral 17500",
        "deferral 17500; catch_up 0; total 30000",
    ),
    "a deferral at 402(g) has the catch-up of the age on top": (
        f"{PROFIT} 100000 --age 50 --deferral 23500",
        "deferral 23500; catch_up 7500; after_tax_room 27912.95",
    ),
    "a deferral a cent below 402(g) has none": (
        f"{PROFIT} 100000 --age 50 --deferral 23499.99",
        "deferral 23499.99; catch_up 0; after_tax_room 27912.96",
    ),
    "what is given beyond 402(g) is all the catch-up there is": (
        f"{PROFIT} 100000 --age 50 --deferral 31000",
        "deferral 23500; catch_up 7500",
    ),
    "a deferral at what other jobs leave of 402(g)": (
        f"{PROFIT} 100000 --age 50 --deferred-elsewhere 20000 --deferral 3500",
        "deferral 3500; catch_up 7500",
    ),
    "a deferral a cent below what other jobs leave": (
        f"{PROFIT} 100000 --age 50 --deferred-elsewhere 20000 --deferral 3499.99",
        "deferral 3499.99; catch_up 0",
    ),
    "other jobs leave nothing of 402(g), so all that is deferred is catch-up": (
        f"{PROFIT} 100000 --age 50 --deferred-elsewhere 24500 --deferral 1000",
        "deferral 0; catch_up 1000",
    ),
    "other jobs leave nothing of 402(g), which no deferral reaches": (
        f"{PROFIT} 100000 --age 50 --deferred-elsewhere 24500 --deferral 0",
        "deferral 0; catch_up 6500",
    ),
    "catch-up on top of a deferral given, as far as there is pay": (
        f"{PAY} 24000 --age 50 --plan-rate 0.01 --deferral 23500",
        "deferral 23500; employer_contribution 240; catch_up 500; after_tax_room 260",
    ),
    "a cent beyond 402(g) is catch-up": (
        f"{PROFIT} 100000 --age 50 --deferral 23500.01",
        "deferral 23500; catch_up 0.01; after_tax_room 27912.95",
    ),
    "a deferral elsewhere lowers 402(g)": (
        f"{PROFIT} 100000 --age 50 --deferred-elsewhere 20000",
        "deferral 3500; catch_up 7500",
    ),
    "a deferral elsewhere uses up 402(g)": (
        f"{PROFIT} 100000 --age 50 --deferred-elsewhere 23500",
        "deferral 0; catch_up 7500",
    ),
    "a deferral elsewhere goes into catch-up": (
        f"{PROFIT} 100000 --age 50 --deferred-elsewhere 25000",
        "deferral 0; catch_up 6000",
    ),
    "a deferral elsewhere uses up both": (
        f"{PROFIT} 100000 --age 50 --deferred-elsewhere 40000",
        "deferral 0; catch_up 0; employer_contribution 18587.05; after_tax_room 51412.95",
    ),
}
"""Arguments, and members of the answer in dollars."""
